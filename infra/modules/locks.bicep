metadata name = 'Locks'
metadata description = 'Locks that prevent accidental deletion of storage accounts, the vault and the identity, and of roles within them.'

@description('Required. Name of the identity of the app.')
param identityName string

@description('Required. Names of the storage accounts.')
param storageNames string[]

@description('Required. Name of the vault.')
param vaultName string

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = [
  for name in storageNames: { name: name }
]

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource storageLock 'Microsoft.Authorization/locks@2020-05-01' = [
  for (_, i) in storageNames: {
    scope: account[i]
    name: 'keep'
    properties: { level: 'CanNotDelete', notes: 'Contains all accounts and the audit log.' }
  }
]

resource vaultLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: vault
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Contains the master key; without it, storage is unreadable.'
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource identityLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: identity
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Its roles cannot be given to an identity with the same name that is made later.'
  }
}
