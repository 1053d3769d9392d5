//! What the graphics card keeps and does: buffers that are handed over once, in slices, and the drawing of a run of
//! layers as a callback of egui.
//!
//! Does not know: layers, looks, cameras.

use std::collections::HashMap;
use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use eframe::egui::{self, PaintCallbackInfo};
use eframe::egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;

use crate::scene::tiles::STRIDE;

/// Bytes between two blocks of numbers: what cards ask for at most.
const BLOCK: usize = 256;
/// Bytes handed over in one frame, so that no frame waits for them.
const A_FRAME: usize = 8 << 20;
/// Corners of the triangles of a segment: the segment, and the join before it.
const A_SEGMENT: u32 = 12;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Bytes that are, or will be, on the card.
pub struct Store {
    id: u64,
    /// Taken when they are handed over.
    waiting: Vec<Mutex<Option<Vec<u8>>>>,
}

impl Store {
    /// Bytes in parts, each handed over as a whole.
    #[must_use]
    pub fn new(parts: Vec<Vec<u8>>) -> Arc<Self> {
        Arc::new(Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            waiting: parts
                .into_iter()
                .map(|part| Mutex::new(Some(part)))
                .collect(),
        })
    }
}

/// One thing to draw. Places and looks are numbers of blocks of its run.
pub struct Draw {
    /// From which bytes.
    pub store: Arc<Store>,
    /// Of which part of them: segments of its corners, or triangles.
    pub what: What,
    /// Where.
    pub place: u32,
    /// How.
    pub look: u32,
}

/// What is drawn.
pub enum What {
    /// Segments of a part.
    Segments {
        /// The part.
        part: usize,
        /// Which.
        segments: Range<u32>,
    },
    /// Triangles: part 0 has corners, part 1 triples of their numbers.
    Triangles {
        /// Which of these numbers.
        corners: Range<u32>,
    },
}

/// Layers that are drawn in a row.
#[derive(Default)]
pub struct Run {
    draws: Vec<Draw>,
    blocks: Vec<u8>,
}

impl Run {
    /// Whether nothing is drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.draws.is_empty()
    }

    /// Draws something above what is drawn already.
    pub fn extend(&mut self, draws: impl IntoIterator<Item = Draw>) {
        self.draws.extend(draws);
    }

    /// The number of a block: where something is, and how large.
    pub fn place(&mut self, origin: [f32; 2], scale: f32) -> u32 {
        self.block(&[origin[0], origin[1], scale, 0.0])
    }

    /// The number of a block: a premultiplied color, the width of lines, and dashes: their length, the length of
    /// the pattern and how far into it lines begin.
    pub fn look(&mut self, color: [f32; 4], width: f32, dashes: [f32; 3]) -> u32 {
        let [r, g, b, a] = color;
        let [on, period, into] = dashes;
        self.block(&[r, g, b, a, width, on, period, into])
    }

    fn block(&mut self, numbers: &[f32]) -> u32 {
        let number = self.blocks.len() / BLOCK;
        for of in numbers {
            self.blocks.extend_from_slice(&of.to_le_bytes());
        }
        self.blocks.resize((number + 1) * BLOCK, 0);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// The run as a shape that fills a part of the window; `context` is woken while some of it has to be handed
    /// over yet.
    pub fn shape(self, place: egui::Rect, context: egui::Context) -> egui::Shape {
        let callback = Callback {
            run: self,
            first_block: AtomicU64::new(0),
            context,
        };
        eframe::egui_wgpu::Callback::new_paint_callback(place, callback).into()
    }
}

struct Callback {
    run: Run,
    first_block: AtomicU64,
    context: egui::Context,
}

/// Buffers of a store.
struct Kept {
    of: Weak<Store>,
    parts: Vec<Option<wgpu::Buffer>>,
}

/// What is kept on the card, beside egui's own.
struct OnCard {
    lines: wgpu::RenderPipeline,
    areas: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    frame: wgpu::Buffer,
    is_linear: bool,
    /// Blocks of all runs of a frame, before they are handed over.
    blocks: Vec<u8>,
    block_buffer: wgpu::Buffer,
    bound: wgpu::BindGroup,
    kept: HashMap<u64, Kept>,
    /// Bytes that may still be handed over in this frame.
    left: usize,
}

/// Makes a card ready. Without it callbacks draw nothing.
pub fn install(state: &RenderState) {
    let card = OnCard::new(&state.device, state.target_format);
    state.renderer.write().callback_resources.insert(card);
}

fn uniform(binding: u32, is_moved: bool, bytes: u64) -> wgpu::BindGroupLayoutEntry {
    wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
        ty: wgpu::BindingType::Buffer {
            ty: wgpu::BufferBindingType::Uniform,
            has_dynamic_offset: is_moved,
            min_binding_size: NonZeroU64::new(bytes),
        },
        count: None,
    }
}

fn buffer(device: &wgpu::Device, size: usize, usage: wgpu::BufferUsages) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("corridor"),
        size: size as u64,
        usage: usage | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    })
}

/// Bytes of the blocks: place, look.
const SIZES: [u64; 2] = [16, 32];

fn bound(
    device: &wgpu::Device,
    layout: &wgpu::BindGroupLayout,
    frame: &wgpu::Buffer,
    blocks: &wgpu::Buffer,
) -> wgpu::BindGroup {
    let block = |size| {
        wgpu::BindingResource::Buffer(wgpu::BufferBinding {
            buffer: blocks,
            offset: 0,
            size: NonZeroU64::new(size),
        })
    };
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("corridor"),
        layout,
        entries: &[
            wgpu::BindGroupEntry {
                binding: 0,
                resource: frame.as_entire_binding(),
            },
            wgpu::BindGroupEntry {
                binding: 1,
                resource: block(SIZES[0]),
            },
            wgpu::BindGroupEntry {
                binding: 2,
                resource: block(SIZES[1]),
            },
        ],
    })
}

/// A pipeline of the shader, mixing colors as egui does.
fn pipeline(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    layout: &wgpu::BindGroupLayout,
    (format, names): (wgpu::TextureFormat, [&str; 2]),
    buffers: &[Option<wgpu::VertexBufferLayout>],
) -> wgpu::RenderPipeline {
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("corridor"),
        bind_group_layouts: &[Some(layout)],
        immediate_size: 0,
    });
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some("corridor"),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some(names[0]),
            buffers,
            compilation_options: wgpu::PipelineCompilationOptions::default(),
        },
        primitive: wgpu::PrimitiveState::default(),
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module,
            entry_point: Some(names[1]),
            targets: &[Some(wgpu::ColorTargetState {
                format,
                blend: Some(wgpu::BlendState {
                    color: wgpu::BlendComponent {
                        src_factor: wgpu::BlendFactor::One,
                        dst_factor: wgpu::BlendFactor::OneMinusSrcAlpha,
                        operation: wgpu::BlendOperation::Add,
                    },
                    alpha: wgpu::BlendComponent {
                        src_factor: wgpu::BlendFactor::OneMinusDstAlpha,
                        dst_factor: wgpu::BlendFactor::One,
                        operation: wgpu::BlendOperation::Add,
                    },
                }),
                write_mask: wgpu::ColorWrites::ALL,
            })],
            compilation_options: wgpu::PipelineCompilationOptions::default(),
        }),
        multiview_mask: None,
        cache: None,
    })
}

impl OnCard {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("corridor"),
            source: wgpu::ShaderSource::Wgsl(include_str!("draw.wgsl").into()),
        });
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("corridor"),
            entries: &[
                uniform(0, false, 16),
                uniform(1, true, SIZES[0]),
                uniform(2, true, SIZES[1]),
            ],
        });
        let corner = |at: u32| wgpu::VertexAttribute {
            format: wgpu::VertexFormat::Float32x3,
            offset: 0,
            shader_location: at,
        };
        let corners: [[wgpu::VertexAttribute; 1]; 4] = [0, 1, 2, 3].map(|at| [corner(at)]);
        // The same bytes four times, each time a corner further on.
        let segments = [0, 1, 2, 3].map(|at: usize| {
            Some(wgpu::VertexBufferLayout {
                array_stride: STRIDE as u64,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &corners[at],
            })
        });
        let flat = wgpu::VertexAttribute {
            format: wgpu::VertexFormat::Float32x2,
            offset: 0,
            shader_location: 0,
        };
        let points = [Some(wgpu::VertexBufferLayout {
            array_stride: 8,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &[flat],
        })];
        let frame = buffer(device, 16, wgpu::BufferUsages::UNIFORM);
        let block_buffer = buffer(device, 64 * BLOCK, wgpu::BufferUsages::UNIFORM);
        let of_lines = (format, ["line_corner", "line_color"]);
        let of_areas = (format, ["area_corner", "area_color"]);
        Self {
            lines: pipeline(device, &module, &layout, of_lines, &segments),
            areas: pipeline(device, &module, &layout, of_areas, &points),
            bound: bound(device, &layout, &frame, &block_buffer),
            layout,
            frame,
            is_linear: format.is_srgb(),
            blocks: Vec::new(),
            block_buffer,
            kept: HashMap::new(),
            left: A_FRAME,
        }
    }

    /// Makes the corners of lines those that are drawn: four times, each time a corner further on.
    fn set_corners(&self, pass: &mut wgpu::RenderPass<'static>, corners: &wgpu::Buffer) {
        pass.set_pipeline(&self.lines);
        for slot in 0..4_u32 {
            let from = u64::from(slot) * STRIDE as u64;
            pass.set_vertex_buffer(slot, corners.slice(from..));
        }
    }

    /// Hands over what of a store is not there yet, as far as this frame may. Says whether all is there.
    fn hand_over(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        store: &Arc<Store>,
    ) -> bool {
        if !self.kept.contains_key(&store.id) {
            self.kept.retain(|_, kept| kept.of.strong_count() > 0);
        }
        let kept = self.kept.entry(store.id).or_insert_with(|| Kept {
            of: Arc::downgrade(store),
            parts: vec![None; store.waiting.len()],
        });
        for (place, waiting) in kept.parts.iter_mut().zip(&store.waiting) {
            if place.is_some() {
                continue;
            }
            if self.left == 0 {
                return false;
            }
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(bytes) = waiting.take() else {
                continue;
            };
            // Writing wants whole words; all numbers are.
            let usage = wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::INDEX;
            let made = buffer(device, bytes.len().max(4), usage);
            queue.write_buffer(&made, 0, &bytes);
            *place = Some(made);
            self.left = self.left.saturating_sub(bytes.len());
        }
        true
    }
}

impl CallbackTrait for Callback {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let Some(card) = resources.get_mut::<OnCard>() else {
            return Vec::new();
        };
        if card.blocks.is_empty() {
            card.left = A_FRAME;
            let mut frame = Vec::with_capacity(16);
            #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
            for side in screen.size_in_pixels {
                let points = side as f32 / screen.pixels_per_point;
                frame.extend_from_slice(&points.to_le_bytes());
            }
            frame.extend_from_slice(&(1.0 / screen.pixels_per_point).to_le_bytes());
            frame.extend_from_slice(&u32::from(card.is_linear).to_le_bytes());
            queue.write_buffer(&card.frame, 0, &frame);
        }
        let first = card.blocks.len() / BLOCK;
        self.first_block.store(first as u64, Ordering::Relaxed);
        card.blocks.extend_from_slice(&self.run.blocks);
        let mut is_whole = true;
        let mut last = 0;
        for draw in &self.run.draws {
            if draw.store.id != last {
                last = draw.store.id;
                is_whole &= card.hand_over(device, queue, &draw.store);
            }
        }
        if !is_whole {
            self.context.request_repaint();
        }
        Vec::new()
    }

    fn finish_prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let Some(card) = resources.get_mut::<OnCard>() else {
            return Vec::new();
        };
        // The first of a frame's callbacks finds the blocks of all.
        if card.blocks.is_empty() {
            return Vec::new();
        }
        if card.block_buffer.size() < card.blocks.len() as u64 {
            let size = card.blocks.len().next_power_of_two();
            card.block_buffer = buffer(device, size, wgpu::BufferUsages::UNIFORM);
            card.bound = bound(device, &card.layout, &card.frame, &card.block_buffer);
        }
        queue.write_buffer(&card.block_buffer, 0, &card.blocks);
        card.blocks.clear();
        Vec::new()
    }

    fn paint(
        &self,
        info: PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        let Some(card) = resources.get::<OnCard>() else {
            return;
        };
        let [width, height] = info.screen_size_px;
        #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        let first = self.first_block.load(Ordering::Relaxed);
        let offset = |number: u32| {
            let bytes = (first + u64::from(number)) * BLOCK as u64;
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        let mut set: Option<(u64, usize)> = None;
        for draw in &self.run.draws {
            let Some(kept) = card.kept.get(&draw.store.id) else {
                continue;
            };
            let part = |number: usize| kept.parts.get(number).and_then(Option::as_ref);
            let offsets = [offset(draw.place), offset(draw.look)];
            match &draw.what {
                What::Segments {
                    part: number,
                    segments,
                } => {
                    let Some(corners) = part(*number) else {
                        continue;
                    };
                    if set != Some((draw.store.id, *number)) {
                        card.set_corners(pass, corners);
                        set = Some((draw.store.id, *number));
                    }
                    pass.set_bind_group(0, &card.bound, &offsets);
                    pass.draw(0..A_SEGMENT, segments.clone());
                }
                What::Triangles { corners } => {
                    let (Some(points), Some(numbers)) = (part(0), part(1)) else {
                        continue;
                    };
                    pass.set_pipeline(&card.areas);
                    pass.set_vertex_buffer(0, points.slice(..));
                    pass.set_index_buffer(numbers.slice(..), wgpu::IndexFormat::Uint32);
                    pass.set_bind_group(0, &card.bound, &offsets);
                    pass.draw_indexed(corners.clone(), 0, 0..1);
                    set = None;
                }
            }
        }
    }
}
