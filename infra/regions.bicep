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
