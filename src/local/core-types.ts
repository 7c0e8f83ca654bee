/** The part of the protocol between Azure's worker and `@azure/functions` that we use. */
export type LogLevel =
  | 'trace'
  | 'debug'
  | 'information'
  | 'warning'
  | 'error'
  | 'critical'
  | 'none';

type Nullable<T> = { value?: T | null } | null | undefined;

export type RpcCookie = {
  name: string;
  value: string;
  domain?: Nullable<string>;
  path?: Nullable<string>;
  expires?: Nullable<{ seconds?: number }>;
  secure?: Nullable<boolean>;
  httpOnly?: Nullable<boolean>;
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: Nullable<number>;
};

export type RpcHttp = {
  url?: string;
  method?: string;
  statusCode?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  params?: Record<string, string>;
  cookies?: RpcCookie[];
  body?: RpcData | null | undefined;
};

export type RpcData = {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: RpcHttp;
};

type Binding = { type?: string; direction?: 'in' | 'out'; [option: string]: unknown };

export type FunctionMetadata = {
  name: string;
  bindings: Record<string, Binding>;
  retryOptions?: unknown;
};

export type FunctionCallback = (...inputs: unknown[]) => unknown;

type InvocationRequest = {
  invocationId: string;
  functionId: string;
  inputData: { name: string; data: RpcData }[];
  triggerMetadata: Record<string, RpcData>;
  traceContext: { traceParent: string; traceState: string; attributes: Record<string, string> };
};

export type InvocationResponse = {
  outputData?: { name: string; data: RpcData }[] | null;
  returnValue?: RpcData | null | undefined;
};

export type CoreContext = {
  invocationId: string;
  request: InvocationRequest;
  metadata: FunctionMetadata;
  state?: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';
  log(level: LogLevel, category: 'user' | 'system', message: string): void;
};

type InvocationModel = {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
};

export type ProgrammingModel = {
  name: string;
  version: string;
  getInvocationModel(context: CoreContext): InvocationModel;
  getCapabilities(given: Record<string, string>): Promise<Record<string, string>>;
};

export type HookName = 'appStart' | 'appTerminate' | 'preInvocation' | 'postInvocation' | 'log';

export type HookContext = { hookData: object; appHookData: object; [field: string]: unknown };

export type HookCallback = (context: HookContext) => unknown;
