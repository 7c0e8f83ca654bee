/** Each alert fires for its cause, only for its cause, and reaches somebody. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '../../../src/api.ts';
import { writtenSettings } from '../app-settings.ts';
import { infraFolder } from '../bicep.ts';
import { alertSamples } from '../kusto/alert-samples.ts';
import { runQuery, type Tables } from '../kusto/run-query.ts';
import { at, type Check, listAt, ofType, type Resource, type Snapshot } from '../snapshot.ts';
import { each, finding, knownOnly } from './property.ts';
import { queryOf } from './queries.ts';

export const rules = 'Microsoft.Insights/scheduledQueryRules';
const metricAlerts = 'Microsoft.Insights/metricAlerts';
const activityAlerts = 'Microsoft.Insights/activityLogAlerts';
const actionGroups = 'Microsoft.Insights/actionGroups';
const webtests = 'Microsoft.Insights/webtests';
const insights = 'Microsoft.Insights/components';

/** An alert is a day old before somebody reads it on a Monday; it must not also be late. */
const minutesMax = { between: 15, looked: 60 };

/** @returns an alert's name as alerts.md has it, without the prefix of the environment */
const titleOf = ({ name }: Resource) => name.replace(/^esm(dev|prod)-/, '');

const fires: Check = {
  name: 'each log alert fires for its cause and for nothing else',
  run: (snapshot) =>
    Object.entries(alertSamples).flatMap(([title, sample]) => {
      const rule = ofType(snapshot, rules).find((each) => titleOf(each) === title);
      if (!rule) return [finding(fires.name, title, 'is missing')];
      const wrong = (wanted: boolean) => (tables: Tables) => isFiring(rule, tables) !== wanted;
      return [
        ...(sample.fires.some(wrong(true)) ? [finding(fires.name, title, 'stays silent')] : []),
        ...(sample.silent.some(wrong(false)) ? [finding(fires.name, title, 'fires always')] : []),
      ];
    }),
};

const explained: Check = {
  name: 'each alert is explained in infra/alerts.md',
  run(snapshot) {
    const page = readFileSync(join(infraFolder, 'alerts.md'), 'utf8');
    const headings = [...page.matchAll(/^## `([\w-]+)`/gm)].map((match) => String(match[1]));
    const alerts = [rules, metricAlerts, activityAlerts].flatMap((type) => ofType(snapshot, type));
    const names = alerts.map(titleOf);
    return [
      ...names.filter((name) => !headings.includes(name)),
      ...headings.filter((name) => !names.includes(name)),
      ...alerts
        .filter(
          (alert) => at(alert, 'properties.description') !== `infra/alerts.md: ${titleOf(alert)}`,
        )
        .map(titleOf),
    ].map((name) =>
      finding(explained.name, name, 'is an alert without a heading or a heading without an alert'),
    );
  },
};

const heard: Check = {
  name: 'each alert is on and is sent to somebody',
  run(snapshot) {
    const alerts = [rules, metricAlerts, activityAlerts].flatMap((type) => ofType(snapshot, type));
    return alerts
      .filter((alert) => at(alert, 'properties.enabled') !== true || !reaches(alert, snapshot))
      .map(({ name }) => finding(heard.name, name, 'reaches nobody'));
  },
};

const readyTested = each(
  'the readiness page is requested often enough from the EU',
  webtests,
  'must be on and expect status 200 from health/ready within 30 s, every 15 minutes',
  (test, snapshot) => {
    const address = `${writtenSettings(snapshot)['PUBLIC_URL']}/${api.ready.path}`;
    return (
      at(test, 'properties.Enabled') === true &&
      at(test, 'properties.Kind') === 'standard' &&
      Number(at(test, 'properties.Frequency')) <= 900 &&
      Number(at(test, 'properties.Timeout')) <= 30 &&
      at(test, 'properties.RetryEnabled') === true &&
      listAt(test, 'properties.Locations').length >= 3 &&
      at(test, 'properties.Request.RequestUrl') === address &&
      at(test, 'properties.Request.HttpVerb') === api.ready.method &&
      at(test, 'properties.ValidationRules.ExpectedHttpStatusCode') === api.ready.status &&
      at(test, 'properties.ValidationRules.SSLCheck') === true &&
      Number(at(test, 'properties.ValidationRules.SSLCertRemainingLifetimeCheck')) >= 7
    );
  },
);

const notReady = each(
  'the service counts as down when two places cannot reach it',
  metricAlerts,
  'must look at the availability test every 5 minutes',
  (alert, snapshot) => {
    const [test] = ofType(snapshot, webtests);
    const [component] = ofType(snapshot, insights);
    const criteria = at(alert, 'properties.criteria');
    return (
      at(criteria, 'odata.type') === undefined &&
      Object(criteria)['odata.type'] ===
        'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria' &&
      at(criteria, 'webTestId') === test?.id &&
      at(criteria, 'componentId') === component?.id &&
      at(criteria, 'failedLocationCount') === 2 &&
      listAt(alert, 'properties.scopes').join() === [test?.id, component?.id].join() &&
      Object.keys(Object(at(test, 'tags'))).includes(`hidden-link:${component?.id}`) &&
      at(alert, 'properties.severity') === 1 &&
      minutesOf(at(alert, 'properties.evaluationFrequency')) <= 5 &&
      minutesOf(at(alert, 'properties.windowSize')) <= 15
    );
  },
);

const azureTrouble = each(
  "trouble of Azure's own in the regions used here is reported",
  activityAlerts,
  'must report ServiceHealth for every region',
  (alert, snapshot) => {
    const [category, regions, ...more] = listAt(alert, 'properties.condition.allOf');
    const named = listAt(regions, 'containsAny').map((name) =>
      String(name).toLowerCase().replaceAll(' ', ''),
    );
    const used = new Set(snapshot.predictedResources.map(({ location }) => location ?? 'global'));
    return (
      more.length === 0 &&
      at(category, 'field') === 'category' &&
      at(category, 'equals') === 'ServiceHealth' &&
      at(regions, 'field') === 'properties.impactedServices[*].ImpactedRegions[*].RegionName' &&
      [...used].every((region) => named.includes(region)) &&
      /^\/subscriptions\/[\w-]+$/.test(listAt(alert, 'properties.scopes').join())
    );
  },
);

export const alertChecks: readonly Check[] = [
  fires,
  explained,
  heard,
  readyTested,
  notReady,
  azureTrouble,
  each('alerts leave no gap in time, and are never late', rules, 'must overlap', (rule) => {
    const between = minutesOf(at(rule, 'properties.evaluationFrequency'));
    const looked = minutesOf(at(rule, 'properties.windowSize'));
    return between <= looked && between <= minutesMax.between && looked <= minutesMax.looked;
  }),
  each('alerts look at the workspace', rules, 'must be its only scope', (rule, snapshot) => {
    const [workspace] = ofType(snapshot, 'Microsoft.OperationalInsights/workspaces');
    return listAt(rule, 'properties.scopes').join() === workspace?.id;
  }),
  each('alerts are urgent enough to be read', rules, 'must have severity 0 to 2', (rule) =>
    [0, 1, 2].includes(Number(at(rule, 'properties.severity'))),
  ),
  each('a lasting fault sends one message', rules, 'must mitigate by itself', (rule) => {
    return at(rule, 'properties.autoMitigate') === true && at(rule, 'kind') === 'LogAlert';
  }),
  // Muted alerts, conditions on several periods and dimensions are not among these.
  knownOnly('alerts have only judged properties', rules, 'properties', [
    'displayName',
    'description',
    'enabled',
    'severity',
    'scopes',
    'evaluationFrequency',
    'windowSize',
    'overrideQueryTimeRange',
    'autoMitigate',
    'skipQueryValidation',
    'criteria',
    'actions',
  ]),
  each('operators are told by e-mail', actionGroups, 'must be on, with an address', (group) => {
    const receivers = listAt(group, 'properties.emailReceivers');
    return (
      at(group, 'properties.enabled') === true &&
      receivers.length > 0 &&
      receivers.every((receiver) => /^[^@\s]+@[^@\s]+$/.test(String(at(receiver, 'emailAddress'))))
    );
  }),
];

function isFiring(rule: Resource, tables: Tables): boolean | undefined {
  const [condition, ...more] = listAt(rule, 'properties.criteria.allOf');
  if (more.length > 0 || Object.keys(Object(condition)).length !== 4) return undefined;
  if (at(condition, 'timeAggregation') !== 'Count') return undefined;
  if (at(condition, 'operator') !== 'GreaterThan') return undefined;
  try {
    const found = runQuery(queryOf(condition), tables).length;
    return found > Number(at(condition, 'threshold'));
  } catch {
    return undefined;
  }
}

function reaches(alert: Resource, snapshot: Snapshot): boolean {
  const given = at(alert, 'properties.actions');
  const groups = [given, at(given, 'actionGroups')]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((group) => (typeof group === 'string' ? group : at(group, 'actionGroupId')));
  const made = ofType(snapshot, actionGroups).map(({ id }) => id);
  return groups.length > 0 && groups.every((group) => made.includes(String(group)));
}

/** @returns the minutes of PT15M, PT1H or P1D; NaN for anything else */
function minutesOf(duration: unknown): number {
  const [, days, hours, minutes] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(duration)) ?? [];
  if (days === undefined && hours === undefined && minutes === undefined) return Number.NaN;
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}
