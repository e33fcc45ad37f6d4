//! The guest in Wasm, run as a node runs its runtime.
//!
//! Owns the settings of the engine, which are those of `sc-executor` with its default strategy, and the
//! functions that the guest imports. One thing differs: the heap grows as far as it must, so that an epoch
//! that needs more than a node allows is measured too.

use std::time::{Duration, Instant};

use guest::{Mode, networks::Network};
use sc_allocator::{FreeingBumpHeapAllocator, Memory as HeapMemory};
use sp_wasm_interface::Pointer;
use wasmtime::{
	AsContext, AsContextMut, Caller, Config, Engine, Error, InstanceAllocationStrategy, InstancePre, Linker,
	Memory, Module, OptLevel, PoolingAllocationConfig, Result, Store, TypedFunc, WasmParams, WasmResults,
};

const MODULE: &[u8] = include_bytes!(env!("GUEST"));
const STACK: usize = 1024 * 1024;
const MEMORY: usize = 1 << 32;

/// The compiled guest.
pub struct Runtime {
	instance_pre: InstancePre<State>,
}

/// The guest with one input.
pub struct Guest {
	store: Store<State>,
	instance: wasmtime::Instance,
	/// Where the input is.
	input: u32,
	/// Where the heap of a run starts: behind all that the input needed.
	heap_base: u32,
}

/// Which of the two epochs.
#[derive(Clone, Copy)]
pub enum Epoch {
	/// The crate's.
	Ours,
	/// The plain one.
	Plain,
}

/// What one epoch took.
#[derive(Clone, Copy)]
pub struct Run {
	/// How long it took.
	pub time: Duration,
	/// How often it asked the host for memory.
	pub allocations: u32,
	/// How much linear memory it used at most, in bytes.
	pub memory: u32,
	/// Where its output is, until the next run.
	output: u32,
}

/// What the host keeps for an instance.
#[derive(Default)]
struct State {
	memory: Option<Memory>,
	allocator: Option<FreeingBumpHeapAllocator>,
	allocations: u32,
}

impl Runtime {
	/// Compiles the guest.
	pub fn new() -> Result<Self> {
		let engine = Engine::new(&config())?;
		let module = Module::new(&engine, MODULE)?;
		let mut linker = Linker::new(&engine);
		linker.func_wrap("env", "ext_allocator_malloc_version_1", malloc)?;
		linker.func_wrap("env", "ext_allocator_free_version_1", free)?;
		let instance_pre = linker.instantiate_pre(&module)?;
		Ok(Self { instance_pre })
	}

	/// An instance that holds this network's input.
	pub fn prepared(&self, network: Network, mode: Mode) -> Result<Guest> {
		let mut store = Store::new(self.instance_pre.module().engine(), State::default());
		let instance = self.instance_pre.instantiate(&mut store)?;
		store.data_mut().memory = instance.get_memory(&mut store, "memory");
		let heap_base = instance.get_global(&mut store, "__heap_base");
		let heap_base = heap_base.and_then(|global| global.get(&mut store).i32());
		let mut guest = Guest {
			store,
			instance,
			input: 0,
			heap_base: heap_base.expect("the linker exports it") as u32,
		};
		guest.prepare(network, mode)?;
		Ok(guest)
	}
}

impl Guest {
	/// Runs an epoch on a fresh heap.
	pub fn run(&mut self, epoch: Epoch) -> Result<Run> {
		let run: TypedFunc<u32, u32> = self.function(epoch.run())?;
		self.start_heap();
		let start = Instant::now();
		let output = run.call(&mut self.store, self.input)?;
		let time = start.elapsed();
		Ok(Run {
			time,
			allocations: self.store.data().allocations,
			memory: self.heap_used(),
			output,
		})
	}

	/// The checksum of what the last run returned.
	pub fn digest(&mut self, epoch: Epoch, run: &Run) -> Result<u64> {
		self.call(epoch.digest(), run.output)
	}

	fn prepare(&mut self, network: Network, mode: Mode) -> Result<()> {
		self.start_heap();
		let parameters = (
			u32::from(network.neurons),
			u32::from(network.validators),
			network.rated as u32,
			mode as u32,
		);
		self.input = self.call("prepare", parameters)?;
		self.heap_base += self.heap_used();
		Ok(())
	}

	fn start_heap(&mut self) {
		let state = self.store.data_mut();
		state.allocator = Some(FreeingBumpHeapAllocator::new(self.heap_base));
		state.allocations = 0;
	}

	fn heap_used(&self) -> u32 {
		let allocator = self.store.data().allocator.as_ref();
		allocator
			.expect("every call puts it back")
			.stats()
			.address_space_used
	}

	fn call<P: WasmParams, R: WasmResults>(&mut self, name: &str, parameters: P) -> Result<R> {
		self.function(name)?.call(&mut self.store, parameters)
	}

	fn function<P: WasmParams, R: WasmResults>(&mut self, name: &str) -> Result<TypedFunc<P, R>> {
		self.instance.get_typed_func(&mut self.store, name)
	}
}

impl Epoch {
	fn run(self) -> &'static str {
		match self {
			Self::Ours => "run_ours",
			Self::Plain => "run_plain",
		}
	}

	fn digest(self) -> &'static str {
		match self {
			Self::Ours => "digest_ours",
			Self::Plain => "digest_plain",
		}
	}
}

/// `common_config` of `sc-executor-wasmtime`, with what `sc-executor` asks of it.
fn config() -> Config {
	let mut config = Config::new();
	config
		.cranelift_opt_level(OptLevel::SpeedAndSize)
		.cranelift_nan_canonicalization(false)
		.max_wasm_stack(STACK)
		.parallel_compilation(true)
		.wasm_reference_types(false)
		.wasm_simd(false)
		.wasm_relaxed_simd(false)
		.wasm_bulk_memory(false)
		.wasm_multi_value(false)
		.wasm_multi_memory(false)
		.wasm_threads(false)
		.wasm_memory64(false)
		.wasm_tail_call(false)
		.wasm_extended_const(false)
		.memory_init_cow(true)
		.memory_guaranteed_dense_image_size(u64::MAX)
		.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
	config
}

/// The executor's pool of instances; here one of them is enough.
fn pool() -> PoolingAllocationConfig {
	let mut pool = PoolingAllocationConfig::default();
	pool.max_unused_warm_slots(4)
		.max_core_instance_size(512 * 1024)
		.table_elements(8192)
		.max_memory_size(MEMORY)
		.total_tables(1)
		.total_memories(1)
		.total_core_instances(1);
	pool
}

fn malloc(mut caller: Caller<'_, State>, size: u32) -> Result<u32> {
	caller.data_mut().allocations += 1;
	let address = with_heap(caller, |heap, memory| heap.allocate(memory, size))?;
	Ok(address.into())
}

fn free(caller: Caller<'_, State>, address: u32) -> Result<()> {
	with_heap(caller, |heap, memory| {
		heap.deallocate(memory, Pointer::new(address))
	})
}

/// Takes the allocator out of the state and puts it back, as the executor does: the memory borrows the state.
fn with_heap<T>(
	mut caller: Caller<'_, State>,
	action: impl FnOnce(
		&mut FreeingBumpHeapAllocator,
		&mut LinearMemory<'_, Caller<'_, State>>,
	) -> Result<T, sc_allocator::Error>,
) -> Result<T> {
	let state = caller.data_mut();
	let memory = state.memory.expect("the guest exports its memory");
	let mut heap = state.allocator.take().expect("every call puts it back");
	let result = action(&mut heap, &mut LinearMemory(memory, &mut caller));
	caller.data_mut().allocator = Some(heap);
	result.map_err(Error::from)
}

/// The guest's memory, as the allocator sees it.
struct LinearMemory<'a, C>(Memory, &'a mut C);

impl<C: AsContextMut<Data = State>> HeapMemory for LinearMemory<'_, C> {
	fn with_access_mut<R>(&mut self, run: impl FnOnce(&mut [u8]) -> R) -> R {
		run(self.0.data_mut(&mut self.1))
	}

	fn with_access<R>(&self, run: impl FnOnce(&[u8]) -> R) -> R {
		run(self.0.data(self.1.as_context()))
	}

	fn grow(&mut self, additional: u32) -> Result<(), ()> {
		let grown = self.0.grow(&mut self.1, additional.into());
		grown.map(drop).map_err(drop)
	}

	fn pages(&self) -> u32 {
		self.0.size(self.1.as_context()) as u32
	}

	fn max_pages(&self) -> Option<u32> {
		None
	}
}
