/** Public addresses that may reach storage and vault are few. */
import { at, listAt, type Resource } from '../snapshot.ts';

/** An office has at most 256 addresses in one range. */
const prefixBitsMin = 24;

/** @returns whether the resource admits only its private network and narrow ranges of addresses */
export function narrowRanges(resource: Resource): boolean {
  return (
    at(resource, 'properties.networkAcls.bypass') === 'AzureServices' &&
    at(resource, 'properties.networkAcls.virtualNetworkRules') === undefined &&
    listAt(resource, 'properties.networkAcls.ipRules').every((rule) => {
      const [address = '', bits = '32'] = String(at(rule, 'value')).split('/');
      return /^\d+\.\d+\.\d+\.\d+$/.test(address) && Number(bits) >= prefixBitsMin;
    })
  );
}
