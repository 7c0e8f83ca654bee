/** Nothing is deployed, stored or monitored outside the EU and EEA. */
import { euRegions } from '../../../src/policy/regions.ts';
import { at, type Check, isRecord, ofType } from '../snapshot.ts';
import { each, finding, value } from './property.ts';

/** Types that Azure offers only globally, with what keeps their data in Europe. */
const globalTypes: Readonly<Record<string, string>> = {
  'Microsoft.Communication/communicationServices': 'dataLocation is Europe',
  'Microsoft.Communication/emailServices': 'dataLocation is Europe',
  'Microsoft.Communication/emailServices/domains': 'dataLocation of its service is Europe',
  'Microsoft.EventGrid/systemTopics': 'delivery reports are optional and off',
  'Microsoft.Insights/actionGroups': 'contains only addresses of operators',
  'Microsoft.Insights/activityLogAlerts': 'holds a rule, no data',
  'Microsoft.Insights/metricAlerts': 'holds a rule, no data',
  'Microsoft.Network/privateDnsZones': 'holds names of the private network',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'holds names of the private network',
};

/** Locations of availability tests, by Azure's own names. */
const euTestLocations = new Set(['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge']);

const inRegions: Check = {
  name: 'every resource is in the EU or EEA',
  run: ({ predictedResources }) =>
    predictedResources
      .filter(({ location }) => location !== undefined && !euRegions.has(location))
      .filter(({ location, type }) => location !== 'global' || globalTypes[type] === undefined)
      .map(({ name, location }) => finding(inRegions.name, name, `is in ${location}`)),
};

const watchedFromEu: Check = {
  name: 'availability is tested from the EU only',
  run: (snapshot) =>
    ofType(snapshot, 'Microsoft.Insights/webtests').flatMap((test) => {
      const places = at(test, 'properties.Locations');
      const ids = Array.isArray(places) ? places.filter(isRecord).map(({ Id }) => String(Id)) : [];
      return ids
        .filter((id) => !euTestLocations.has(id))
        .map((id) => finding(watchedFromEu.name, test.name, `is tested from ${id}`));
    }),
};

const europe = 'mail data at rest is in Europe';

export const regionChecks: readonly Check[] = [
  inRegions,
  watchedFromEu,
  value(
    europe,
    'Microsoft.Communication/communicationServices',
    'properties.dataLocation',
    'Europe',
  ),
  value(europe, 'Microsoft.Communication/emailServices', 'properties.dataLocation', 'Europe'),
  each(
    'storage copies stay in the region',
    'Microsoft.Storage/storageAccounts',
    'must be LRS or ZRS: other kinds copy to a second region',
    (account) => /^Standard_(LRS|ZRS)$/.test(String(at(account, 'sku.name'))),
  ),
];
