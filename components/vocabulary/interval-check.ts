/**
 * `00:00-23:59`, with an offset and days of the week if wanted:
 * `09:00-18:00 +0800 dayofweek 1,2,3,4,5`. An interval may cross midnight.
 *
 * Source: the example of `cloudmonitor.ServiceMetricAlarmRule` in the provider's documentation.
 */
const INTERVAL = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d( [+-]\d{4})?( dayofweek [1-7](,[1-7])*)?$/;

export function checkInterval(text: string): string | undefined {
  return INTERVAL.test(text)
    ? undefined
    : `must be "HH:mm-HH:mm", optionally with an offset and days as in "09:00-18:00 +0800 dayofweek 1,2,3,4,5", not "${text}"`;
}
