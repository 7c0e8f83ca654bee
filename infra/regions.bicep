metadata name = 'Regions'
metadata description = 'The Azure regions in the EU and EEA; the same list as src/policy/regions.ts.'

@export()
@description('A region in the EU or EEA.')
type euRegion =
  | 'austriaeast'
  | 'belgiumcentral'
  | 'denmarkeast'
  | 'francecentral'
  | 'germanywestcentral'
  | 'italynorth'
  | 'northeurope'
  | 'norwayeast'
  | 'polandcentral'
  | 'spaincentral'
  | 'swedencentral'
  | 'westeurope'

@export()
@description('The same regions as a list, for the policy.')
var euRegions = [
  'austriaeast'
  'belgiumcentral'
  'denmarkeast'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'northeurope'
  'norwayeast'
  'polandcentral'
  'spaincentral'
  'swedencentral'
  'westeurope'
]

@export()
@description('Their display names, by which Service Health reports name them.')
var regionNames = {
  austriaeast: 'Austria East'
  belgiumcentral: 'Belgium Central'
  denmarkeast: 'Denmark East'
  francecentral: 'France Central'
  germanywestcentral: 'Germany West Central'
  italynorth: 'Italy North'
  northeurope: 'North Europe'
  norwayeast: 'Norway East'
  polandcentral: 'Poland Central'
  spaincentral: 'Spain Central'
  swedencentral: 'Sweden Central'
  westeurope: 'West Europe'
}
