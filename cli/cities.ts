import { asking, type MetaAccess } from "./metric-meta.ts";

/** A place that site monitoring can probe from, as `DescribeSiteMonitorISPCityList` describes it. */
export interface Place {
  City: string;
  Isp: string;
  "CityName.en"?: string;
  "CityName.zh_CN"?: string;
  "IspName.en"?: string;
  "IspName.zh_CN"?: string;
}

interface Answer {
  IspCityList?: { IspCity?: Place[] };
}

/** Every place that an account can probe from. Reads only. Throws with the vendor's code and message. */
export async function readCities(access: MetaAccess): Promise<Place[]> {
  const { IspCityList } = await asking<Answer>(access, "DescribeSiteMonitorISPCityList")({});
  return IspCityList?.IspCity ?? [];
}

/** A module with every place by name, for `SiteMonitor.cities`: `cities.Beijing_Alibaba`. */
export function citiesModule(places: readonly Place[]): string {
  const taken = new Set<string>();
  const lines = places.map((place) => {
    const { City: city, Isp: isp } = place;
    const wish = identifier(`${place["CityName.en"] ?? city}_${place["IspName.en"] ?? isp}`);
    const name = taken.has(wish) ? `${wish}_${city}_${isp}` : wish;
    taken.add(name);
    const chinese = [place["CityName.zh_CN"], place["IspName.zh_CN"]].filter(Boolean).join(" ");
    const said = chinese ? `  /** ${chinese.replaceAll("*/", "")} */\n` : "";
    return `${said}  ${name}: { city: ${JSON.stringify(city)}, isp: ${JSON.stringify(isp)} },`;
  });
  return [
    "/** Where site monitoring can probe from. Written by `cloudmonitor-relay catalogue --cities`. */",
    "export const cities = {",
    ...lines.sort((a, b) => (lastLine(a) < lastLine(b) ? -1 : 1)),
    "};",
    "",
  ].join("\n");
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

/** Letters, digits and underscores, with a letter at the beginning. */
function identifier(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[A-Za-z]/.test(plain) ? plain : `city_${plain}`;
}
