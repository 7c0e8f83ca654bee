/** The Azure regions in the EU and EEA; nothing of the service runs or keeps data elsewhere. */

/** Source: https://learn.microsoft.com/azure/reliability/regions-list (EU, plus Norway in the EEA). */
export const euRegions: ReadonlySet<string> = new Set([
  'austriaeast',
  'belgiumcentral',
  'denmarkeast',
  'francecentral',
  'germanywestcentral',
  'italynorth',
  'northeurope',
  'norwayeast',
  'polandcentral',
  'spaincentral',
  'swedencentral',
  'westeurope',
]);
