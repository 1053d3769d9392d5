// Lines and areas of the map, as egui draws them on the processor: the same joins, the same soft edges.
// All lengths are in points of the window but for those of corners, which are meters.

struct Frame {
    // Size of the window.
    screen: vec2<f32>,
    // Width of soft edges: a pixel.
    feather: f32,
    // Whether what is drawn on wants linear colors.
    is_linear: u32,
}

// Where the origin of a tile lies, and points a meter.
struct Place {
    origin: vec2<f32>,
    scale: f32,
    unused: f32,
}

struct Look {
    // Premultiplied, as the window mixes colors.
    color: vec4<f32>,
    width: f32,
    // Of a dash: its length, that and the gap, and how far into the pattern lines begin. Without dashes zero.
    on: f32,
    period: f32,
    into: f32,
}

@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> place: Place;
@group(0) @binding(2) var<uniform> look: Look;

const FAR: f32 = 1e9;
const NO_CORNER: f32 = -1.0;

fn on_screen(corner: vec2<f32>) -> vec2<f32> {
    return place.origin + vec2<f32>(corner.x, -corner.y) * place.scale;
}

fn clipped(at: vec2<f32>) -> vec4<f32> {
    return vec4<f32>(2.0 * at.x / frame.screen.x - 1.0, 1.0 - 2.0 * at.y / frame.screen.y, 0.0, 1.0);
}

fn finished(color: vec4<f32>) -> vec4<f32> {
    if frame.is_linear == 0u {
        return color;
    }
    let low = color.rgb / 12.92;
    let high = pow((color.rgb + 0.055) / 1.055, vec3<f32>(2.4));
    return vec4<f32>(select(high, low, color.rgb < vec3<f32>(0.04045)), color.a);
}

// Lines so thin are drawn as wide as two pixels and paler.
fn is_thin() -> bool {
    return look.width <= 0.9 * frame.feather;
}

// Lines without dashes end round where they are wide enough for that to be seen.
fn is_round() -> bool {
    return look.period <= 0.0 && look.width > 2.0;
}

fn unit(way: vec2<f32>) -> vec2<f32> {
    let far = length(way);
    if far > 0.0 {
        return way / far;
    }
    return vec2<f32>(0.0);
}

fn turned(way: vec2<f32>) -> vec2<f32> {
    return vec2<f32>(way.y, -way.x);
}

// The way from the middle of a line to its side where two segments with these normals meet: mitered, and where
// they turn by more than a right angle cut off, with one way for each.
fn joined(first: vec2<f32>, second: vec2<f32>) -> array<vec2<f32>, 2> {
    var n0 = first;
    var n1 = second;
    if all(n0 == vec2<f32>(0.0)) {
        n0 = n1;
    } else if all(n1 == vec2<f32>(0.0)) {
        n1 = n0;
    }
    let middle = (n0 + n1) * 0.5;
    let square = dot(middle, middle);
    if square >= 0.5 {
        return array<vec2<f32>, 2>(middle / square, middle / square);
    }
    let center = unit(middle);
    let a = (n0 + center) * 0.5;
    let b = (n1 + center) * 0.5;
    return array<vec2<f32>, 2>(a / dot(a, a), b / dot(b, b));
}

struct LineCorner {
    @builtin(position) at: vec4<f32>,
    // How far from the middle of the line, to either side.
    @location(0) aside: f32,
    // How far along the segment.
    @location(1) along: f32,
    // Where the line itself begins and ends along it, and its length before it.
    @location(2) @interpolate(flat) ends: vec3<f32>,
}

@vertex
fn line_corner(
    @builtin(vertex_index) number: u32,
    @location(0) before: vec3<f32>,
    @location(1) from_: vec3<f32>,
    @location(2) to: vec3<f32>,
    @location(3) after: vec3<f32>,
) -> LineCorner {
    var out: LineCorner;
    if from_.z < 0.0 || to.z < 0.0 {
        // Between two lines.
        out.at = vec4<f32>(2.0, 2.0, 2.0, 1.0);
        return out;
    }
    let a = on_screen(from_.xy);
    let b = on_screen(to.xy);
    let way = unit(b - a);
    let own = turned(way);
    let begins = before.z == NO_CORNER;
    let ends = after.z == NO_CORNER;
    var at_a = array<vec2<f32>, 2>(own, own);
    if !begins {
        at_a = joined(turned(unit(a - on_screen(before.xy))), own);
    }
    var at_b = array<vec2<f32>, 2>(own, own);
    if !ends {
        at_b = joined(own, turned(unit(on_screen(after.xy) - b)));
    }
    var reach = 0.5 * (look.width + frame.feather);
    if is_thin() {
        reach = frame.feather;
    }
    // Two triangles of the segment, then two that fill the join before it where that is cut off.
    var middle = a;
    var aside = vec2<f32>(0.0);
    var side = 0.0;
    if number < 6u {
        let is_b = number == 1u || number == 4u || number == 5u;
        let is_left = number == 0u || number == 1u || number == 4u;
        side = select(-1.0, 1.0, is_left);
        aside = at_a[1];
        if is_b {
            middle = b;
            aside = at_b[0];
        }
        if !is_thin() {
            // Soft ends, or round ones.
            let further = select(frame.feather, reach, is_round());
            if begins && !is_b {
                middle -= way * further;
            }
            if ends && is_b {
                middle += way * further;
            }
        }
    } else {
        let corner = (number - 6u) % 3u;
        side = select(-1.0, 1.0, number < 9u);
        if corner == 0u {
            side = 0.0;
        } else if corner == 1u {
            aside = at_a[0];
        } else {
            aside = at_a[1];
        }
    }
    let at = middle + aside * side * reach;
    out.at = clipped(at);
    out.aside = side * reach;
    out.along = dot(at - a, way);
    out.ends = vec3<f32>(
        select(-FAR, 0.0, begins),
        select(FAR, length(b - a), ends),
        from_.z * place.scale,
    );
    return out;
}

@fragment
fn line_color(in: LineCorner) -> @location(0) vec4<f32> {
    // How far beyond an end of the line.
    var beyond = max(0.0, max(in.ends.x - in.along, in.along - in.ends.y));
    var off = abs(in.aside);
    if is_round() {
        off = length(vec2<f32>(off, beyond));
        beyond = 0.0;
    }
    let thin = is_thin();
    var share = clamp((0.5 * (look.width + frame.feather) - off) / frame.feather, 0.0, 1.0);
    if thin {
        share = look.width / frame.feather * max(1.0 - off / frame.feather, 0.0);
    }
    // How far beyond an end of a dash, less than zero within it.
    var past = -frame.feather;
    if look.period > 0.0 {
        let run = in.ends.z + in.along + look.into;
        let within = run - floor(run / look.period) * look.period;
        past = max(-within, within - look.on);
        if within > look.on {
            past = min(within - look.on, look.period - within);
        }
    }
    if thin {
        share = select(share, 0.0, max(beyond, past) > 0.0);
    } else {
        share *= clamp(1.0 - beyond / frame.feather, 0.0, 1.0);
        share *= clamp(0.5 - past / frame.feather, 0.0, 1.0);
    }
    return finished(look.color * share);
}

@vertex
fn area_corner(@location(0) corner: vec2<f32>) -> @builtin(position) vec4<f32> {
    return clipped(on_screen(corner));
}

@fragment
fn area_color() -> @location(0) vec4<f32> {
    return finished(look.color);
}
