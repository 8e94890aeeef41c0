/**
 * Names by which a column may be headed. An amount names each heading with the factor that turns its unit into the
 * model's (fen, grams, litres, metres, seconds, amounts per week); other columns just list headings. Headings are
 * compared without case, blanks and punctuation, full-width forms made plain (see `toHeadingKey`).
 */
export type ColumnNames = readonly string[] | Readonly<Record<string, number>>;

export type TableName =
  | 'sites'
  | 'carriers'
  | 'commodities'
  | 'vehicle_types'
  | 'demands'
  | 'lines'
  | 'line_stops'
  | 'operations';

/** Names of files and sheets that hold a table, without the extension. */
export const TABLE_FILES: Readonly<Record<TableName, readonly string[]>> = {
  sites: ['sites', 'site', '设施点', '站点', '网点', '行政区划'],
  carriers: ['carriers', 'carrier', '承运企业', '企业'],
  commodities: ['commodities', 'commodity', '货类'],
  vehicle_types: ['vehicle_types', 'vehicles', 'vehicle_type', '车型', '车辆'],
  demands: ['demands', 'demand', '货量', '需求'],
  lines: ['lines', 'line', '班线', '线路'],
  line_stops: ['line_stops', 'line_stop', '班线停靠', '线路站点'],
  operations: ['operations', 'operation', '现状运行', '现行班次', '现状线路'],
};

const YUAN = 100;
const KG = 1_000;
const TONNE = 1_000_000;
const M3 = 1_000;
const KM = 1_000;
const HOUR = 3_600;
const MINUTE = 60;
const DAYS_PER_WEEK = 7;

export const SITE_COLUMNS = {
  id: ['id', 'site_id', 'code', '编号', '代码', '设施编号', '站点编号', '区划代码', '行政区划代码'],
  name: ['name', '名称', '站点名称', '设施名称'],
  tier: ['tier', 'level', '层级', '级别'],
  parentId: ['parent_id', 'parent_code', '上级编号', '上级代码', '所属乡镇'],
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  ownerId: ['owner_id', 'owner', '所属企业', '企业编号'],
  canTransship: ['can_transship', '可中转', '是否中转'],
  fixedFenPerDay: {
    fixed_yuan_per_day: YUAN,
    fixed_fen_per_day: 1,
    '固定费用(元/天)': YUAN,
    '场地费(元/天)': YUAN,
  },
  handlingFenPerParcel: {
    handling_yuan_per_parcel: YUAN,
    handling_fen_per_parcel: 1,
    '操作费(元/件)': YUAN,
    '操作费(分/件)': 1,
  },
  handlingFenPerTonne: { handling_yuan_per_tonne: YUAN, handling_fen_per_tonne: 1, '操作费(元/吨)': YUAN },
  capacityGramsPerDay: {
    capacity_kg_per_day: KG,
    capacity_t_per_day: TONNE,
    '日处理能力(公斤)': KG,
    '日处理能力(千克)': KG,
    '日处理能力(吨)': TONNE,
  },
  capacityLitresPerDay: {
    capacity_m3_per_day: M3,
    '日处理能力(立方米)': M3,
    '日处理能力(方)': M3,
  },
  serviceSeconds: {
    service_minutes: MINUTE,
    service_seconds: 1,
    '停靠时间(分钟)': MINUTE,
    '服务时间(分钟)': MINUTE,
  },
  dispatchSeconds: ['dispatch_time', 'dispatch', '发车时间', '派送出发时间'],
  urbanRuralCode: ['urban_rural_code', 'ur_code', '城乡分类代码', '城乡分类'],
} as const satisfies Record<string, ColumnNames>;

export const CARRIER_COLUMNS = {
  id: ['id', 'carrier_id', '编号', '企业编号', '代码'],
  name: ['name', '名称', '企业名称'],
  kind: ['kind', 'type', '类型', '企业类型'],
  depotId: ['depot_id', 'depot', '县级仓', '场站编号', '仓库编号'],
} as const satisfies Record<string, ColumnNames>;

export const COMMODITY_COLUMNS = {
  id: ['id', 'commodity_id', '编号', '货类编号', '代码'],
  name: ['name', '名称', '货类名称'],
  handlingClass: ['handling_class', 'handling', '作业类别', '温层'],
} as const satisfies Record<string, ColumnNames>;

export const VEHICLE_TYPE_COLUMNS = {
  id: ['id', 'vehicle_type_id', '编号', '车型编号', '代码'],
  name: ['name', '名称', '车型名称', '车型'],
  ownerId: ['owner_id', 'owner', 'carrier_id', '所属企业', '企业编号'],
  homeSiteId: ['home_site_id', 'home', '驻点', '驻地编号'],
  count: { count: 1, vehicles: 1, 数量: 1, '数量(辆)': 1 },
  capacityGrams: {
    capacity_kg: KG,
    capacity_t: TONNE,
    '载重(公斤)': KG,
    '载重(千克)': KG,
    '载重(kg)': KG,
    '载重(吨)': TONNE,
  },
  capacityLitres: { capacity_m3: M3, capacity_litres: 1, '容积(立方米)': M3, '容积(m3)': M3, '容积(方)': M3 },
  fenPerDay: {
    yuan_per_day: YUAN,
    fen_per_day: 1,
    '元/天': YUAN,
    '日租金(元)': YUAN,
    '固定成本(元/天)': YUAN,
  },
  fenPerKm: { yuan_per_km: YUAN, fen_per_km: 1, '元/公里': YUAN, '里程成本(元/公里)': YUAN },
  fenPerHour: { yuan_per_hour: YUAN, fen_per_hour: 1, '元/小时': YUAN, '人工(元/小时)': YUAN },
  shiftStart: ['shift_start', '班次开始', '出车时间'],
  shiftEnd: ['shift_end', '班次结束', '收车时间'],
  maxDurationSeconds: { max_hours: HOUR, max_minutes: MINUTE, '最长工时(小时)': HOUR },
  maxDistanceMetres: { max_km: KM, range_km: KM, '续航(公里)': KM, '最大里程(公里)': KM },
  maxTripsPerDay: { max_trips: 1, max_trips_per_day: 1, 每日趟数: 1, 最多趟数: 1 },
  handlingClasses: ['handling_classes', 'handling', '可运类别', '作业类别'],
  profile: ['profile', '通行类型', '车辆类别'],
  energy: ['energy', 'fuel', '能源', '燃料'],
  energyPer100Km: {
    energy_per_100km: 1,
    百公里能耗: 1,
    百公里油耗: 1,
    '百公里油耗(升)': 1,
    '百公里电耗(度)': 1,
  },
  provenance: ['provenance', '数据来源类型', '来源类型'],
  source: ['source', '数据来源', '来源'],
} as const satisfies Record<string, ColumnNames>;

export const DEMAND_COLUMNS = {
  id: ['id', 'demand_id', '编号', '货量编号'],
  carrierId: ['carrier_id', 'carrier', '企业编号', '承运企业', '所属企业'],
  siteId: ['site_id', 'site', '站点编号', '设施编号', '村编号'],
  commodityId: ['commodity_id', 'commodity', '货类', '货类编号'],
  direction: ['direction', '方向', '流向'],
  gramsPerWeek: {
    kg_per_week: KG,
    kg_per_day: KG * DAYS_PER_WEEK,
    t_per_week: TONNE,
    '公斤/周': KG,
    '千克/周': KG,
    'kg/周': KG,
    '公斤/天': KG * DAYS_PER_WEEK,
    '千克/天': KG * DAYS_PER_WEEK,
    '周货量(公斤)': KG,
    '日货量(公斤)': KG * DAYS_PER_WEEK,
    '吨/周': TONNE,
  },
  litresPerWeek: {
    m3_per_week: M3,
    m3_per_day: M3 * DAYS_PER_WEEK,
    litres_per_week: 1,
    '立方米/周': M3,
    '方/周': M3,
    '立方米/天': M3 * DAYS_PER_WEEK,
  },
  parcelsPerWeek: {
    parcels_per_week: 1,
    parcels_per_day: DAYS_PER_WEEK,
    '件/周': 1,
    '件/天': DAYS_PER_WEEK,
    周件量: 1,
    日件量: DAYS_PER_WEEK,
  },
  visitsPerWeek: { visits_per_week: 1, '次/周': 1, 每周次数: 1, 每周配送次数: 1, 频次: 1 },
  windowStart: ['window_start', 'earliest', '时间窗开始', '最早到达'],
  windowEnd: ['window_end', 'latest', '时间窗结束', '最晚到达'],
  provenance: ['provenance', '数据来源类型', '来源类型'],
  source: ['source', '数据来源', '来源'],
} as const satisfies Record<string, ColumnNames>;

export const LINE_COLUMNS = {
  id: ['id', 'line_id', '编号', '班线编号'],
  name: ['name', '名称', '班线名称'],
  ownerId: ['owner_id', 'owner', 'carrier_id', '所属企业', '企业编号'],
  weekdays: ['weekdays', 'days', '运行日', '星期'],
  spareGrams: { spare_kg: KG, '富余载重(公斤)': KG, '可带货(公斤)': KG },
  spareLitres: { spare_m3: M3, '富余容积(立方米)': M3, '可带货(立方米)': M3 },
  fenPerTonne: { yuan_per_tonne: YUAN, fen_per_tonne: 1, '元/吨': YUAN },
  fenPerParcel: { yuan_per_parcel: YUAN, fen_per_parcel: 1, '元/件': YUAN },
} as const satisfies Record<string, ColumnNames>;

export const LINE_STOP_COLUMNS = {
  lineId: ['line_id', 'line', '班线编号'],
  sequence: { sequence: 1, order: 1, 顺序: 1, 序号: 1 },
  siteId: ['site_id', 'site', '站点编号', '设施编号'],
  arrival: ['arrival', '到达时间', '到站时间'],
  departure: ['departure', '离开时间', '发车时间'],
} as const satisfies Record<string, ColumnNames>;

export const OPERATION_COLUMNS = {
  id: ['id', 'operation_id', 'run_id', '编号', '班次编号'],
  carrierId: ['carrier_id', 'carrier', '企业编号', '所属企业'],
  vehicleTypeId: ['vehicle_type_id', 'vehicle_type', '车型编号', '车型'],
  weekdays: ['weekdays', 'days', '运行日', '星期'],
  departure: ['departure', '发车时间', '出发时间'],
  siteIds: ['site_ids', 'stops', '途经站点', '站点序列'],
} as const satisfies Record<string, ColumnNames>;
