import { mapAlertmanager } from './map-alertmanager.ts'
import { mapCloudwatch, mapSnsMessage } from './map-cloudwatch.ts'
import { mapGeneric } from './map-generic.ts'
import { mapGrafana } from './map-grafana.ts'
import { mapPagerDuty } from './map-pagerduty.ts'
import { mapSentry } from './map-sentry.ts'
import type { Mapping, MappingContext } from './mapped.ts'
import type { IntegrationKind } from './settings.ts'
import { readEnvelope } from './sns-envelope.ts'

/** What a stored payload says, by who sent it. Pure: the same payload and settings always say the same. */
export function mapDelivery(kind: IntegrationKind, body: unknown, context: MappingContext): Mapping {
  return mappers[kind](body, context)
}

const mappers: Record<IntegrationKind, (body: unknown, context: MappingContext) => Mapping> = {
  alertmanager: mapAlertmanager,
  grafana: mapGrafana,
  cloudwatch: (body, context) => {
    const envelope = readEnvelope(body)
    return envelope ? mapSnsMessage(envelope, context) : mapCloudwatch(body, context)
  },
  sentry: mapSentry,
  pagerduty: mapPagerDuty,
  generic: mapGeneric,
}
