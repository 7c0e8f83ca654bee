/** The library for tables: a file of its own, so that it loads with the first request to storage. */
export { TableClient, TableServiceClient } from '@azure/data-tables';
