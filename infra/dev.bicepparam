using 'main.bicep'

param location = 'swedencentral'
param name = 'esmdev'
param storageSku = 'Standard_LRS'
param deleteLocks = false

param firstAdminEmail = 'first.admin@example.fi'
param serviceOrganization = 'City of Helsinki'
param serviceContact = 'manual-support@example.fi'
param masterKey = readEnvironmentVariable('MASTER_KEY', '')

param maximumInstanceCount = 2
param alertEmails = ['operators@example.fi']
param budgetStart = '2026-12-01'
param monthlyBudget = 20
param auditRootDays = 1
param logRetentionDays = 30
