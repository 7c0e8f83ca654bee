using 'main.bicep'

param name = 'esmdev'
param location = 'swedencentral'
param backupRegion = 'germanywestcentral'
param owner = 'accounts-team'
param costCenter = 'employment-services'
param size = 'small'
param storageSku = 'Standard_LRS'

param publicUrl = 'https://accounts-dev.example.fi'
param customDomain = readEnvironmentVariable('CUSTOM_DOMAIN', 'bound')
param firstAdminEmail = 'first.admin@example.fi'
param serviceOrganization = 'City of Helsinki'
param serviceContact = 'manual-support@example.fi'
param masterKey = readEnvironmentVariable('MASTER_KEY', '')
param masterKeyPrevious = readEnvironmentVariable('MASTER_KEY_PREVIOUS', '')
param rotatingMasterKey = bool(readEnvironmentVariable('ROTATING_MASTER_KEY', 'false'))

param mailDomain = 'mail-dev.example.fi'
param mailDomainVerified = bool(readEnvironmentVariable('MAIL_DOMAIN_VERIFIED', 'true'))
param mailPerMinute = 30
param mailPerHour = 100

param maximumInstanceCount = 2
param alertEmails = ['operators@example.fi']
param budgetStart = '2026-12-01'
param logRetentionDays = 30
param auditRootDays = 1
param policiesLocked = false
