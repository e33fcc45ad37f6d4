mod beacons;
mod fetching;
mod forgetting;
mod opening;
mod writing;
