//! Tasks that serve an owner, and return once it is dropped.
//!
//! The pool and the import queue spawn some as essential. The task manager takes any return of an essential task
//! for a failure, logs an error and stops the node; but an owner is dropped whenever a node stops or a sub-command
//! is done. Only a panic is a failure of these tasks; a return is logged at level debug.

use futures::{FutureExt, future::BoxFuture};
use sc_service::{SpawnEssentialTaskHandle, TaskManager};
use sp_core::traits::SpawnEssentialNamed;
use std::future::pending;

/// Spawns essential tasks whose return is silent.
#[derive(Clone)]
pub struct ServantSpawner(SpawnEssentialTaskHandle);

impl ServantSpawner {
	/// A spawner whose tasks end with `tasks` at the latest.
	pub fn new(tasks: &TaskManager) -> Self {
		Self(tasks.spawn_essential_handle())
	}
}

impl SpawnEssentialNamed for ServantSpawner {
	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		self.0.spawn_blocking(name, group, quiet(name, task));
	}

	fn spawn_essential(&self, name: &'static str, group: Option<&'static str>, task: BoxFuture<'static, ()>) {
		self.0.spawn(name, group, quiet(name, task));
	}
}

/// A task that never returns.
fn quiet(name: &'static str, task: BoxFuture<'static, ()>) -> impl Future<Output = ()> + Send {
	task.then(move |()| {
		log::debug!(target: "service", "task `{name}` has ended");
		pending()
	})
}
