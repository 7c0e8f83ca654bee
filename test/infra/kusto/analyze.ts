/** Microsoft's own analyzer of Kusto reads each query, with the tables that the workspace has. */
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

/** Columns that queries may use: https://learn.microsoft.com/azure/azure-monitor/reference/tables-index */
const tables = {
  AppTraces:
    'TimeGenerated: datetime, Message: string, Properties: dynamic, OperationId: string, SeverityLevel: int, AppRoleName: string, _BilledSize: real',
  AppRequests:
    'TimeGenerated: datetime, Name: string, DurationMs: real, ResultCode: string, Success: bool, OperationId: string, Properties: dynamic, _BilledSize: real',
  AppExceptions:
    'TimeGenerated: datetime, OuterMessage: string, OperationId: string, Properties: dynamic',
  AZKVAuditLogs:
    'TimeGenerated: datetime, OperationName: string, ResultType: string, ResultSignature: string, Identity: dynamic, RequestUri: string, CallerIpAddress: string',
  _LogOperation:
    'TimeGenerated: datetime, Category: string, Operation: string, Detail: string, Level: string',
  StorageBlobLogs:
    'TimeGenerated: datetime, AccountName: string, OperationName: string, Uri: string, StatusCode: int, AuthenticationType: string, RequesterObjectId: string',
};

type Table = { WithName(name: string): Table };
type Diagnostics = { Count: number; getItem(index: number): { Message: string } };
type State = { WithDatabase(database: object): State };
type Kusto = {
  GlobalState: { Default: State };
  KustoCode: { ParseAndAnalyze(text: string, state: State): { GetDiagnostics(): Diagnostics } };
  Symbols: {
    TableSymbol: { From(schema: string): Table };
    DatabaseSymbol: { $ctor1: new (name: string, members: Table[]) => object };
  };
};

declare global {
  /** Made by the imports above. */
  var Kusto: { Language: Kusto } | undefined;
}

const known = new Map<string, readonly string[]>();
let state: State | undefined;

/** @returns what is wrong with a query: its grammar, and names of tables, columns and functions */
export function faultsOf(query: string): readonly string[] {
  const found = known.get(query) ?? analyze(query);
  known.set(query, found);
  return found;
}

function analyze(query: string): string[] {
  const kusto = globalThis.Kusto?.Language;
  if (!kusto) throw new Error('the analyzer was not loaded');
  state ??= workspace(kusto);
  const found = kusto.KustoCode.ParseAndAnalyze(query, state).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => found.getItem(index).Message);
}

function workspace({ GlobalState, Symbols }: Kusto): State {
  const members = Object.entries(tables).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${columns})`).WithName(name),
  );
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', members));
}
