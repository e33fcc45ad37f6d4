//! The chain's state in memory: what the runtime reads and writes, what it touched, what it changed.
//!
//! A plain sorted map instead of a trie, so that thousands of blocks take seconds. Every write keeps the old value until the
//! block is sealed: that undoes storage layers, and tells what an extrinsic changed. Nothing here knows what the values mean.

use codec::{Compact, Decode, Encode};
use sp_externalities::{
	Error, Extension, ExtensionStore, Externalities, MultiRemovalResults, set_and_run_with_externalities,
};
use sp_io::hashing::blake2_256;
use sp_storage::{ChildInfo, StateVersion, TrackedStorageKey};
use std::{
	any::{Any, TypeId},
	collections::{BTreeMap, BTreeSet},
};

/// A storage key.
pub type Key = Vec<u8>;
/// What lies under a key, if anything.
pub type Value = Option<Vec<u8>>;

/// The state.
#[derive(Clone, Default)]
pub struct State {
	top: BTreeMap<Key, Vec<u8>>,
	/// What was under a key before each write of this block, oldest first.
	undo: Vec<(Key, Value)>,
	/// Where each open storage layer began in `undo`.
	layers: Vec<usize>,
	touched: Option<Touched>,
	/// Stands for the state root: a hash over the last one and what this block changed.
	root: [u8; 32],
}

/// The keys that were read and written while somebody watched.
#[derive(Clone, Debug, Default)]
pub struct Touched {
	/// Read from the state, not what had just been written.
	pub reads: BTreeSet<Key>,
	/// Written, whether or not it was undone.
	pub writes: BTreeSet<Key>,
}

/// A place in the sequence of writes of a block.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl State {
	/// Runs a piece of the runtime on this state.
	pub fn run<R>(&mut self, part: impl FnOnce() -> R) -> R {
		set_and_run_with_externalities(self, part)
	}

	/// Runs a piece of the runtime and notes what it touches.
	pub fn watch<R>(&mut self, part: impl FnOnce() -> R) -> (R, Touched) {
		self.touched = Some(Touched::default());
		let result = self.run(part);
		(result, self.touched.take().unwrap_or_default())
	}

	/// All keys and values under a prefix.
	pub fn under<'a>(&'a self, prefix: &'a [u8]) -> impl Iterator<Item = (&'a Key, &'a Vec<u8>)> {
		self.top
			.range(prefix.to_vec()..)
			.take_while(move |(key, _)| key.starts_with(prefix))
	}

	/// What lies under a key.
	pub fn get(&self, key: &[u8]) -> Option<&Vec<u8>> {
		self.top.get(key)
	}

	/// Now.
	pub fn mark(&self) -> Mark {
		Mark(self.undo.len())
	}

	/// What has changed since: each key with what was there before, if that is not there now.
	pub fn changed_since(&self, mark: Mark) -> BTreeMap<Key, Value> {
		let mut changed = BTreeMap::new();
		for (key, old) in self.undo.get(mark.0..).unwrap_or_default() {
			changed.entry(key.clone()).or_insert_with(|| old.clone());
		}
		changed.retain(|key, old| self.top.get(key) != old.as_ref());
		changed
	}

	/// Ends the block: its writes stand.
	pub fn seal(&mut self) {
		self.undo.clear();
		self.layers.clear();
	}

	/// Undoes open layers that a panic left behind, so that the state can still be looked at.
	pub fn undo_layers(&mut self) {
		while self.storage_rollback_transaction().is_ok() {}
	}

	fn write(&mut self, key: Key, value: Value) {
		if let Some(touched) = &mut self.touched {
			touched.writes.insert(key.clone());
		}
		let old = match value {
			Some(value) => self.top.insert(key.clone(), value),
			None => self.top.remove(&key),
		};
		self.undo.push((key, old));
	}

	fn note_read(&mut self, key: &[u8]) {
		if let Some(touched) = &mut self.touched
			&& !touched.writes.contains(key)
		{
			touched.reads.insert(key.to_vec());
		}
	}
}

impl Externalities for State {
	fn set_offchain_storage(&mut self, _key: &[u8], _value: Option<&[u8]>) {}

	fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.note_read(key);
		self.top.get(key).cloned()
	}

	fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.storage(key).map(|value| blake2_256(&value).to_vec())
	}

	fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		let after = (
			std::ops::Bound::Excluded(key.to_vec()),
			std::ops::Bound::Unbounded,
		);
		let next = self.top.range(after).next().map(|(next, _)| next.clone());
		self.note_read(next.as_deref().unwrap_or(key));
		next
	}

	fn clear_prefix(
		&mut self,
		prefix: &[u8],
		limit: Option<u32>,
		_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		let most = limit.map_or(usize::MAX, |limit| limit as usize);
		let mut keys: Vec<Key> = self.under(prefix).map(|(key, _)| key.clone()).collect();
		let maybe_cursor = keys.get(most).cloned();
		keys.truncate(most);
		let removed = keys.len() as u32;
		for key in keys {
			self.note_read(&key);
			self.write(key, None);
		}
		MultiRemovalResults {
			maybe_cursor,
			backend: removed,
			unique: removed,
			loops: removed,
		}
	}

	fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.write(key, value);
	}

	fn storage_root(&mut self, _version: StateVersion) -> Vec<u8> {
		let changed = self.changed_since(Mark(0));
		let now: Vec<(&Key, Option<&Vec<u8>>)> = changed.keys().map(|key| (key, self.top.get(key))).collect();
		self.root = blake2_256(&(self.root, now).encode());
		self.root.to_vec()
	}

	fn storage_append(&mut self, key: Vec<u8>, value: Vec<u8>) {
		let list = self.storage(&key).unwrap_or_default();
		let mut items = &list[..];
		// What is no list is replaced, as a node does.
		let length = Compact::<u32>::decode(&mut items).map_or(0, |length| length.0);
		let items = if length == 0 { &[] } else { items };
		let longer = [&Compact(length + 1).encode()[..], items, &value].concat();
		self.write(key, Some(longer));
	}

	fn storage_start_transaction(&mut self) {
		self.layers.push(self.undo.len());
	}

	fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
		let begin = self.layers.pop().ok_or(())?;
		for (key, old) in self.undo.split_off(begin).into_iter().rev() {
			match old {
				Some(old) => self.top.insert(key, old),
				None => self.top.remove(&key),
			};
		}
		Ok(())
	}

	fn storage_commit_transaction(&mut self) -> Result<(), ()> {
		self.layers.pop().map(|_| ()).ok_or(())
	}

	// What this chain does not use.

	fn child_storage_hash(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
		None
	}

	fn child_storage(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
		None
	}

	fn next_child_storage_key(&mut self, _child: &ChildInfo, _key: &[u8]) -> Option<Vec<u8>> {
		None
	}

	fn kill_child_storage(
		&mut self,
		_child: &ChildInfo,
		_limit: Option<u32>,
		_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		NOTHING_REMOVED
	}

	fn clear_child_prefix(
		&mut self,
		_child: &ChildInfo,
		_prefix: &[u8],
		_limit: Option<u32>,
		_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		NOTHING_REMOVED
	}

	fn place_child_storage(&mut self, _child: &ChildInfo, _key: Vec<u8>, _value: Option<Vec<u8>>) {}

	fn child_storage_root(&mut self, _child: &ChildInfo, _version: StateVersion) -> Vec<u8> {
		vec![0; 32]
	}

	fn wipe(&mut self) {}

	fn commit(&mut self) {}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		(0, 0, 0, 0)
	}

	fn reset_read_write_count(&mut self) {}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		vec![]
	}

	fn set_whitelist(&mut self, _new: Vec<TrackedStorageKey>) {}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		vec![]
	}
}

const NOTHING_REMOVED: MultiRemovalResults = MultiRemovalResults {
	maybe_cursor: None,
	backend: 0,
	unique: 0,
	loops: 0,
};

impl ExtensionStore for State {
	fn extension_by_type_id(&mut self, _id: TypeId) -> Option<&mut dyn Any> {
		None
	}

	fn register_extension_with_type_id(
		&mut self,
		_id: TypeId,
		_extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		Err(Error::ExtensionsAreNotSupported)
	}

	fn deregister_extension_by_type_id(&mut self, _id: TypeId) -> Result<(), Error> {
		Err(Error::ExtensionsAreNotSupported)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn put(state: &mut State, key: &[u8], value: &[u8]) {
		state.place_storage(key.to_vec(), Some(value.to_vec()));
	}

	#[test]
	fn layer_should_leave_nothing_when_rolled_back() {
		let mut state = State::default();
		put(&mut state, b"a", b"1");
		let mark = state.mark();
		state.storage_start_transaction();
		put(&mut state, b"a", b"2");
		put(&mut state, b"b", b"3");
		assert_eq!(state.changed_since(mark).len(), 2);
		state.storage_rollback_transaction().unwrap();
		assert_eq!(state.changed_since(mark).len(), 0);
		assert_eq!(state.storage(b"a"), Some(b"1".to_vec()));
		assert_eq!(state.storage_rollback_transaction(), Err(()));
	}

	#[test]
	fn change_should_not_count_when_undone_by_hand() {
		let mut state = State::default();
		put(&mut state, b"a", b"1");
		let mark = state.mark();
		put(&mut state, b"a", b"2");
		put(&mut state, b"a", b"1");
		assert!(state.changed_since(mark).is_empty());
	}

	#[test]
	fn keys_should_be_counted_once_when_touched_often() {
		let mut state = State::default();
		put(&mut state, b"a", b"1");
		let (_, touched) = state.watch(|| {
			for _ in 0..3 {
				sp_io::storage::get(b"a");
				sp_io::storage::set(b"b", b"2");
				sp_io::storage::get(b"b");
			}
			sp_io::storage::next_key(b"");
		});
		assert_eq!(touched.reads.len(), 1);
		assert_eq!(touched.writes.len(), 1);
	}

	#[test]
	fn list_should_grow_when_appended_to() {
		let mut state = State::default();
		for number in 1u32..=3 {
			state.storage_append(b"list".to_vec(), number.encode());
		}
		assert_eq!(state.storage(b"list"), Some(vec![1u32, 2, 3].encode()));
	}
}
