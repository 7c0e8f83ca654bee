metadata name = 'Types'
metadata description = 'Types that several modules share.'

@export()
@description('Tags of a resource: name and value.')
type tagList = { *: string }

@export()
@description('Values by name.')
type valuesByName = { *: string }

@export()
@description('How many accounts the deployment is made for; sizes.json has the numbers.')
type sizeName = 'small' | 'medium' | 'large'

@export()
@description('A network of the organization, used instead of a new one.')
type organizationNetwork = {
  @description('Required. Resource id of a subnet for the app: at least a /27, delegated to Microsoft.App/environments.')
  appSubnetId: string
  @description('Required. Resource id of a subnet for the private endpoints.')
  endpointSubnetId: string
  @description('Optional. Resource id of the resource group that holds the private DNS zones; without it, a policy of the organization registers the endpoints.')
  dnsZoneGroupId: string?
}

@export()
@secure()
@description('Secrets by name.')
type secretsByName = {
  @description('The master key.')
  'master-key': string
  @description('The previous master key.')
  'master-key-previous': string
  @description('The secret that Event Grid sends with delivery reports.')
  'delivery-report-secret': string
}
