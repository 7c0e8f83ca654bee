using 'main.bicep'

param location = 'swedencentral'
param name = 'esmprod'
param privateNetwork = true

param publicUrl = 'https://accounts.example.fi'
param firstAdminEmail = 'first.admin@example.fi'
param serviceOrganization = 'City of Helsinki'
param serviceContact = 'manual-support@example.fi'
param lifecycle = {
  inactivityMonths: 6
  noticeDays: '30,7,1'
  eraseAfterDays: 30
}
param masterKey = readEnvironmentVariable('MASTER_KEY', '')
param masterKeyPrevious = readEnvironmentVariable('MASTER_KEY_PREVIOUS', '')
param rotatingMasterKey = bool(readEnvironmentVariable('ROTATING_MASTER_KEY', 'false'))

param mailDomain = 'accounts.example.fi'
param mailDomainVerified = bool(readEnvironmentVariable('MAIL_DOMAIN_VERIFIED', 'true'))
param mailPerMinute = 30
param mailPerHour = 100

param alertEmails = ['operators@example.fi']
param budgetStart = '2026-12-01'
