// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Wasm tests in a browser's engine: `tests/web.rs`, compiled for the web and driven through the engine's own driver.
//!
//! - In: an engine; its browser and driver are set up by `browser`. Out: a count; for a proof a line of the table.
//! - Invariants: exactly one driver is named to the runner, whatever the caller's environment names.

use std::process::Command;

use crate::browser::{self, Browser};
use crate::check::Ran;
use crate::failure::Failure;
use crate::house::House;
use crate::tally::Tally;
use crate::{engine, node_tests, process, stamp, test};

/// What the runner knows a driver by.
const DRIVERS: [&str; 4] = ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"];

/// Runs them in Chromium.
pub(crate) fn in_chromium(house: &House, browser: &Browser) -> Result<Ran, Failure> {
    let settings = browser::write_settings(house, browser)?;
    let mut command = process::cargo(house);
    tests(&mut command);
    test::count_libtest(command.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings))
}

fn in_firefox(house: &House) -> Result<Ran, Failure> {
    browser::set_up_firefox()?;
    let driver = browser::set_up_geckodriver(house)?;
    let mut command = process::cargo(house);
    tests(&mut command);
    test::count_libtest(command.env("GECKODRIVER", driver))
}

fn in_webkit(house: &House) -> Result<Ran, Failure> {
    browser::set_up_webkit()?;
    let driver = browser::webkit_driver()?;
    // It draws on a screen, so it is given one that nobody sees.
    let mut command = Command::new("xvfb-run");
    command.arg("-a").arg(process::cargo(house).get_program()).current_dir(house.root()).envs(house.settings());
    tests(&mut command);
    test::count_libtest(command.env("SAFARIDRIVER", driver))
}

/// The proof: the same tests in three engines, and what came of each.
pub(crate) fn prove(house: &House, name: &str) -> Result<Ran, Failure> {
    let mut table = String::new();
    let mut sum = Ran { tally: Tally::default(), ended_well: true };
    let chromium = browser::set_up()?;
    for (engine, ran) in
        [("Chromium", in_chromium(house, &chromium)), ("Firefox", in_firefox(house)), ("WebKitGTK", in_webkit(house))]
    {
        let ran = ran?;
        let Tally { passed, failed, .. } = ran.tally;
        table.push_str(&format!("the Wasm tests in {engine}\t{passed} passed, {failed} failed\t0 failed\n"));
        sum.tally += ran.tally;
        // A browser that ran nothing must not hide behind one that did.
        sum.ended_well &= ran.ended_well && !ran.tally.is_empty();
    }
    stamp::write(&node_tests::figures_of(house, name), &table)?;
    Ok(sum)
}

/// What cargo is told, whatever the engine.
fn tests(command: &mut Command) {
    for driver in DRIVERS {
        command.env_remove(driver);
    }
    command
        .args(["test", "--locked", "--target", engine::TARGET, "--test", "web"])
        // In seconds; a busy machine is no failed test.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
}
