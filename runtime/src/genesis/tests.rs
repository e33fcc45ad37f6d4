//! Presets make chains.
