metadata name = 'Types'
metadata description = 'Types that several modules share.'

@export()
@description('Tags of a resource: name and value.')
type tagList = { *: string }

@export()
@description('Values by name.')
type valuesByName = { *: string }

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
