/** E-mails are sent from Europe, and opens and clicks are not tracked. */
import { writtenSettings } from '../app-settings.ts';
import { at, type Check, ofType } from '../snapshot.ts';
import { finding, value } from './property.ts';

const domains = 'Microsoft.Communication/emailServices/domains';

const linked: Check = {
  name: 'e-mails are sent from a domain created here',
  run(snapshot) {
    const made = ofType(snapshot, domains).map(({ id }) => id);
    return ofType(snapshot, 'Microsoft.Communication/communicationServices')
      .filter((service) => !made.includes(String(at(service, 'properties.linkedDomains.0'))))
      .map(({ name }) => finding(linked.name, name, 'is not linked to a domain'));
  },
};

const reportsOff: Check = {
  name: 'delivery reports are off: they may leave the EU',
  run: (snapshot) =>
    writtenSettings(snapshot)['DELIVERY_REPORT_SECRET'] === undefined
      ? []
      : [finding(reportsOff.name, 'app', 'gets reports that contain addresses')],
};

export const mailChecks: readonly Check[] = [
  value(
    'opens and clicks in e-mails are not tracked (attack 28)',
    domains,
    'properties.userEngagementTracking',
    'Disabled',
  ),
  linked,
  reportsOff,
];
