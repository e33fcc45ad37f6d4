//! The module's border: what the host calls, and an allocator that calls the host as a runtime's does.
//!
//! Inputs and outputs cross as pointers. What the module returns belongs to the host, which never gives it
//! back: it starts every run with a fresh heap.

use alloc::boxed::Box;
use core::{
	alloc::{GlobalAlloc, Layout},
	panic::PanicInfo,
};

use yuma::{EpochInput, EpochOutput};

use crate::{Mode, networks::Network, plain::PlainOutput};

#[unsafe(no_mangle)]
extern "C" fn prepare(neurons: u32, validators: u32, rated: u32, mode: u32) -> Box<EpochInput> {
	let network = Network {
		neurons: neurons as u16,
		validators: validators as u16,
		rated: rated.into(),
	};
	Box::new(crate::prepare(network, Mode::ALL[mode as usize]))
}

#[unsafe(no_mangle)]
extern "C" fn run_ours(input: &EpochInput) -> Box<EpochOutput> {
	Box::new(crate::run_ours(input))
}

#[unsafe(no_mangle)]
extern "C" fn run_plain(input: &EpochInput) -> Box<PlainOutput> {
	Box::new(crate::run_plain(input))
}

#[unsafe(no_mangle)]
extern "C" fn digest_ours(output: &EpochOutput) -> u64 {
	crate::digest(output)
}

#[unsafe(no_mangle)]
extern "C" fn digest_plain(output: &PlainOutput) -> u64 {
	crate::digest(output)
}

#[link(wasm_import_module = "env")]
unsafe extern "C" {
	fn ext_allocator_malloc_version_1(size: u32) -> *mut u8;
	fn ext_allocator_free_version_1(pointer: *mut u8);
}

struct HostAllocator;

#[global_allocator]
static ALLOCATOR: HostAllocator = HostAllocator;

/// What the host aligns every block to.
const HOST_ALIGNMENT: usize = 8;
/// How far a block was moved to be aligned, in the two bytes before it.
type Offset = u16;

// SAFETY: a block from the host is used once until it is freed, and is large enough to be moved to any
// alignment. Before it are eight bytes of the host's, two of which it does not use.
unsafe impl GlobalAlloc for HostAllocator {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		let room = layout.size() + layout.align().saturating_sub(HOST_ALIGNMENT);
		// SAFETY: the host traps when it has no block, and all that is touched is the block, see above.
		unsafe {
			let block = ext_allocator_malloc_version_1(room as u32);
			let offset = block.align_offset(layout.align());
			let aligned = block.add(offset);
			aligned.cast::<Offset>().sub(1).write_unaligned(offset as Offset);
			aligned
		}
	}

	unsafe fn dealloc(&self, pointer: *mut u8, _layout: Layout) {
		// SAFETY: the caller got the pointer from `alloc`, which wrote the offset.
		unsafe {
			let offset = pointer.cast::<Offset>().sub(1).read_unaligned();
			ext_allocator_free_version_1(pointer.sub(offset.into()));
		}
	}
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
	core::arch::wasm32::unreachable()
}
