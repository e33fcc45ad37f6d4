//! Processes of the binary: one that runs to its end, and a node that runs until it is stopped.
//!
//! Every node listens on ports of its own on the loopback interface. Every wait has a bound.

use serde_json::{Value, json};
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	path::PathBuf,
	process::{Child, Command, ExitStatus, Stdio},
	sync::{Arc, Mutex, mpsc},
	thread::{JoinHandle, sleep, spawn as spawn_thread},
	time::{Duration, Instant},
};

/// The longest that anything takes that a test waits for, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// The options with which nodes of several tests do not meet.
const ALONE: [&str; 5] = [
	"--rpc-port=0",
	"--listen-addr=/ip4/127.0.0.1/tcp/0",
	"--no-prometheus",
	"--no-mdns",
	"--no-telemetry",
];

/// What a process that has ended said.
pub struct Said {
	pub status: ExitStatus,
	pub stdout: String,
	pub stderr: String,
}

/// Runs the binary with `arguments` to its end.
pub fn run(arguments: &[&str]) -> Said {
	let mut process = spawn(arguments);
	let stdout = read(process.stdout.take().expect("stdout is piped; qed"));
	let stderr = read(process.stderr.take().expect("stderr is piped; qed"));
	let status = end_of(&mut process, &format!("{arguments:?}"));
	let text = |reader: JoinHandle<String>| reader.join().expect("output is UTF-8");
	Said {
		status,
		stdout: text(stdout),
		stderr: text(stderr),
	}
}

/// What the binary prints on `arguments`, which it has to accept without a complaint.
pub fn accepted(arguments: &[&str]) -> String {
	let said = run(arguments);
	assert!(said.status.success(), "{arguments:?}: {}", said.stderr);
	assert_no_failure(&said.stderr);
	said.stdout
}

/// The error that the binary ends with on `arguments`: all that it says in one line, beside its log.
pub fn refusal(arguments: &[&str]) -> String {
	let said = run(arguments);
	assert_eq!(said.status.code(), Some(1), "{arguments:?}: {}", said.stderr);
	// The log is written by a thread of its own, before the error or after it; its lines begin with the date.
	let is_logged = |line: &&str| line.is_empty() || line.starts_with("20");
	let lines: Vec<_> = said.stderr.lines().filter(|line| !is_logged(line)).collect();
	let [error] = lines[..] else {
		panic!("{arguments:?}: {}", said.stderr);
	};
	let error = error.strip_prefix("Error: ").expect("the line says what it is");
	error.to_owned()
}

/// Checks that no task of a process ended with an error.
pub fn assert_no_failure(log: &str) {
	for failure in ["Essential task", "panicked"] {
		assert!(!log.contains(failure), "{log}");
	}
}

/// Waits until `condition` holds.
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
	let begin = Instant::now();
	while !condition() {
		assert!(begin.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
		sleep(Duration::from_millis(100));
	}
}

/// A folder that lasts as long as this value.
pub struct Folder(PathBuf);

impl Folder {
	/// An empty folder for the test `name`, apart from those of other runs.
	pub fn new(name: &str) -> Self {
		let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
		// What a test left that was killed.
		let _ = std::fs::remove_dir_all(&path);
		std::fs::create_dir_all(&path).expect("cargo made the folder above; qed");
		Self(path)
	}

	/// The path of `entry` in the folder.
	pub fn path(&self, entry: &str) -> String {
		let path = self.0.join(entry);
		path.to_str().expect("paths of tests are UTF-8").to_owned()
	}
}

impl Drop for Folder {
	fn drop(&mut self) {
		// What is left lies in cargo's folder of temporary files.
		let _ = std::fs::remove_dir_all(&self.0);
	}
}

/// A running node; it ends with this value.
pub struct Node {
	process: Child,
	log: Arc<Mutex<String>>,
	reader: Option<JoinHandle<()>>,
	rpc: String,
}

impl Node {
	/// A node with `options`, once its RPC listens.
	pub fn start(options: &[&str]) -> Self {
		let mut process = spawn(&[&ALONE, options].concat());
		let stderr = process.stderr.take().expect("stderr is piped; qed");
		let log = Arc::new(Mutex::new(String::new()));
		let (sender, addresses) = mpsc::channel();
		let shared = log.clone();
		let reader = spawn_thread(move || {
			for line in BufReader::new(stderr).lines().map_while(Result::ok) {
				if let Some((_, address)) = line.split_once("JSON-RPC server: addr=") {
					// Nobody listens any more if the node took too long.
					let _ = sender.send(address.split(',').next().unwrap_or(address).to_owned());
				}
				let mut log = shared.lock().expect("no holder of the lock panics; qed");
				log.push_str(&line);
				log.push('\n');
			}
		});

		let mut node = Self {
			process,
			log,
			reader: Some(reader),
			rpc: String::new(),
		};
		node.rpc = match addresses.recv_timeout(PATIENCE) {
			Ok(address) => address,
			Err(error) => panic!("the node has no RPC ({error}): {}", node.log()),
		};
		node
	}

	/// What the node has logged so far.
	pub fn log(&self) -> String {
		self.log
			.lock()
			.expect("no holder of the lock panics; qed")
			.clone()
	}

	/// Ends the node by SIGTERM, and checks that it ends well.
	pub fn stop(mut self) {
		let pid = self.process.id().to_string();
		let signal = Command::new("sh")
			.args(["-c", "kill -TERM \"$0\"", &pid])
			.status();
		assert!(signal.is_ok_and(|status| status.success()), "no process {pid}");
		let status = end_of(&mut self.process, "the node");
		let reader = self.reader.take().expect("nothing else takes it; qed");
		reader.join().expect("the reader of the log does not panic; qed");
		assert_eq!(status.code(), Some(0), "{}", self.log());
		assert_no_failure(&self.log());
	}

	/// The result of an RPC call.
	pub fn call(&self, method: &str, parameters: Value) -> Value {
		let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }).to_string();
		let mut stream = TcpStream::connect(&self.rpc).expect("the node listens");
		stream
			.set_read_timeout(Some(PATIENCE))
			.expect("the timeout is not zero; qed");
		write!(
			stream,
			"POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
			 Connection: close\r\n\r\n{body}",
			self.rpc,
			body.len(),
		)
		.expect("the node reads");
		let mut response = String::new();
		stream.read_to_string(&mut response).expect("the node answers");
		let (_, body) = response.split_once("\r\n\r\n").expect("a body follows the head");
		let answer: Value = serde_json::from_str(body).expect("the body is JSON");
		answer
			.get("result")
			.unwrap_or_else(|| panic!("{method}: {answer}"))
			.clone()
	}

	/// The number of the best block.
	pub fn best(&self) -> u64 {
		number(&self.call("chain_getHeader", json!([])))
	}

	/// The number of the last final block.
	pub fn finalized(&self) -> u64 {
		let hash = self.call("chain_getFinalizedHead", json!([]));
		number(&self.call("chain_getHeader", json!([hash])))
	}

	/// The hash of the best chain's block `number`.
	pub fn hash(&self, number: u64) -> Value {
		self.call("chain_getBlockHash", json!([number]))
	}

	/// How many other nodes this one is connected to.
	pub fn peers(&self) -> u64 {
		self.call("system_health", json!([]))["peers"]
			.as_u64()
			.expect("peers are counted")
	}

	/// Where other nodes reach this one.
	pub fn address(&self) -> String {
		let mut address = None;
		wait_until("an address to listen on", || {
			let addresses = self.call("system_localListenAddresses", json!([]));
			address = addresses[0].as_str().map(str::to_owned);
			address.is_some()
		});
		address.expect("the wait is over; qed")
	}

	/// Whether the RPC has a method.
	pub fn has_method(&self, method: &str) -> bool {
		let methods = &self.call("rpc_methods", json!([]))["methods"];
		methods
			.as_array()
			.expect("methods are a list")
			.contains(&method.into())
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// The process may have ended by itself, which a failing test has then noticed.
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

/// The number in a header.
fn number(header: &Value) -> u64 {
	let number = header["number"]
		.as_str()
		.expect("numbers are hexadecimal strings");
	u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("numbers are hexadecimal")
}

/// Starts the binary with `arguments`.
fn spawn(arguments: &[&str]) -> Child {
	Command::new(env!("CARGO_BIN_EXE_subtensor-node"))
		.args(arguments)
		// The tests read the log as it is by default.
		.env_remove("RUST_LOG")
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.expect("cargo built the binary before this test; qed")
}

/// Reads a pipe to its end, so that the process never waits for its reader.
fn read(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
	spawn_thread(move || {
		let mut text = String::new();
		pipe.read_to_string(&mut text).expect("output is UTF-8");
		text
	})
}

/// How `process` ends, which it is about to do.
fn end_of(process: &mut Child, name: &str) -> ExitStatus {
	let begin = Instant::now();
	loop {
		if let Some(status) = process
			.try_wait()
			.expect("the process is a child of this one; qed")
		{
			return status;
		}
		if begin.elapsed() > PATIENCE {
			// It may end at this very moment.
			let _ = process.kill();
			panic!("{name} does not end within {PATIENCE:?}");
		}
		sleep(Duration::from_millis(20));
	}
}
