/** People reach the service by one address, which has a certificate and is not that of e-mail. */
import { writtenSettings } from '../app-settings.ts';
import { at, type Check, ofType, type Snapshot } from '../snapshot.ts';
import { each, finding } from './property.ts';

const bindings = 'Microsoft.Web/sites/hostNameBindings';
const certificates = 'Microsoft.Web/sites/certificates';
const domains = 'Microsoft.Communication/emailServices/domains';

const publicAddress: Check = {
  name: 'the public address is HTTPS and leads to the app',
  run(snapshot) {
    const address = writtenSettings(snapshot)['PUBLIC_URL'] ?? '';
    const host = /^https:\/\/([a-z0-9.-]+)$/.exec(address)?.[1];
    const hosts = [
      ...ofType(snapshot, 'Microsoft.Web/sites').map(({ name }) => `${name}.azurewebsites.net`),
      ...ofType(snapshot, bindings).map(({ name }) => name.split('/')[1] ?? ''),
    ];
    const told = snapshot.outputs['publicUrl'] === address;
    if (host && hosts.includes(host) && told) return [];
    return [finding(publicAddress.name, 'PUBLIC_URL', 'is not an address of the app')];
  },
};

const secured = each(
  'the public host name has its certificate',
  bindings,
  'must be bound with the certificate of its name',
  (binding, snapshot) => {
    const host = binding.name.split('/')[1];
    const own = ofType(snapshot, certificates).find(
      (certificate) => at(certificate, 'properties.canonicalName') === host,
    );
    const thumbprint = String(at(binding, 'properties.thumbprint'));
    return (
      own !== undefined &&
      thumbprint.startsWith(`[reference('${own.id}'`) &&
      thumbprint.endsWith('.thumbprint]') &&
      at(binding, 'properties.sslState') === 'SniEnabled' &&
      at(binding, 'properties.customHostNameDnsRecordType') === 'CName'
    );
  },
);

/** A name with a CNAME record can have no TXT record, and a mail domain needs those (RFC 1034, 3.6.2). */
const apart: Check = {
  name: 'the mail domain is a name of its own beside the public host name',
  run(snapshot) {
    const host = hostOf(snapshot);
    return ofType(snapshot, domains)
      .filter((domain) => at(domain, 'properties.domainManagement') === 'CustomerManaged')
      .map(({ name }) => name.split('/')[1] ?? '')
      .filter((name) => name === host || parentOf(name) !== parentOf(host))
      .map((name) => finding(apart.name, name, `must be beside ${host}`));
  },
};

export const domainChecks: readonly Check[] = [publicAddress, secured, apart];

function hostOf(snapshot: Snapshot): string {
  return (writtenSettings(snapshot)['PUBLIC_URL'] ?? '').replace('https://', '');
}

function parentOf(host: string): string {
  return host.split('.').slice(1).join('.');
}
