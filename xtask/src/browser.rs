// SPDX-License-Identifier: MIT OR Apache-2.0
//! A Chromium for the tests: found on the machine, or installed from the system's packages.
//!
//! - Out: a browser, its driver, and a font with Japanese in it, without which a screenshot shows
//!   boxes.
//! - Deliberately absent: any download of a browser. Where there is no apt-get, or no right to use
//!   it, one sentence says what to install.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::house::House;
use crate::process;
use crate::stamp;

/// What the tests drive.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Programs that are a Chromium, the best first.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds a browser, and installs what is missing where that can be done.
pub(crate) fn set_up() -> Result<Browser, Failure> {
    let missing = missing_packages();
    let installed = if missing.is_empty() { Ok(()) } else { install(&missing) };
    let (Some(chromium), Some(driver)) = (find_chromium(), find_driver()) else {
        return Err(installed.err().unwrap_or_else(|| by_hand(&missing_packages())));
    };
    if let Err(failure) = installed {
        // Only the font is missing: the tests run without it, the pictures are the poorer.
        stamp::progress("browser", &failure.to_string());
    }
    Ok(Browser { chromium, driver })
}

/// Sees that there is a Firefox, and installs it where that can be done.
pub(crate) fn set_up_firefox() -> Result<(), Failure> {
    let named = env::var_os("FIREFOX").map(PathBuf::from).is_some_and(|path| path.is_file());
    if named || ["firefox-esr", "firefox"].iter().any(|name| on_path(name).is_some()) {
        return Ok(());
    }
    install(&["firefox-esr"])
}

/// Sees that there is a WebKit with a window of its own and a screen to draw it on, and installs them where that can be done.
pub(crate) fn set_up_webkit() -> Result<(), Failure> {
    let folders =
        ["x86_64", "aarch64"].map(|machine| format!("/usr/lib/{machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser"));
    let named = env::var_os("MINIBROWSER").map(PathBuf::from).is_some_and(|path| path.is_file());
    let is_there = named || folders.iter().any(|path| Path::new(path).is_file());
    if is_there && on_path("xvfb-run").is_some() {
        return Ok(());
    }
    install(&["webkit2gtk-driver", "xvfb", "xauth"])
}

/// The version of Firefox's driver that is built where none is installed.
const GECKODRIVER: &str = "0.37.1";

/// Firefox's driver: found on the machine, or built once into the target folder, since Debian has none.
pub(crate) fn set_up_geckodriver(house: &House) -> Result<PathBuf, Failure> {
    let named = env::var_os("GECKODRIVER").map(PathBuf::from).filter(|path| path.is_file());
    let folder = house.target("oxpecker/tools");
    let built = || program_in(&folder.join("bin"), "geckodriver");
    if let Some(driver) = named.or_else(|| on_path("geckodriver")).or_else(built) {
        return Ok(driver);
    }
    stamp::progress("browser", "cargo install geckodriver");
    let next = "install geckodriver, or name it in GECKODRIVER";
    process::run(
        "building geckodriver",
        process::cargo(house)
            .args(["install", "geckodriver", "--locked", "--debug", "--version", GECKODRIVER, "--root"])
            .arg(&folder),
        next,
    )?;
    built().ok_or_else(|| Failure::new("geckodriver was built and is not there", next))
}

/// WebKit's driver; it comes with its browser.
pub(crate) fn webkit_driver() -> Result<PathBuf, Failure> {
    let named = env::var_os("SAFARIDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| on_path("WebKitWebDriver")).ok_or_else(|| by_hand(&["webkit2gtk-driver"]))
}

/// Writes the settings with which the runner of the Wasm tests starts the browser.
pub(crate) fn write_settings(house: &House, browser: &Browser) -> Result<PathBuf, Failure> {
    let settings = house.target("oxpecker/webdriver.json");
    let binary = browser.chromium.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    // The flags keep the browser from talking to anyone; a fresh profile is the driver's own habit.
    let content = format!(
        "{{\"goog:chromeOptions\": {{\"binary\": \"{binary}\", \"args\": [\"disable-gpu\", \
         \"disable-background-networking\", \"disable-component-update\", \"disable-sync\", \"no-first-run\"]}}}}\n"
    );
    stamp::write(&settings, &content)?;
    Ok(settings)
}

/// The Debian packages of what is not on this machine.
fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if find_chromium().is_none() {
        missing.push("chromium");
    }
    if find_driver().is_none() {
        missing.push("chromium-driver");
    }
    let fonts = process::answer("fc-list", &[":lang=ja", "family"]);
    if cfg!(target_os = "linux") && fonts.is_none_or(|fonts| fonts.is_empty()) {
        missing.extend(["fontconfig", "fonts-noto-cjk"]);
    }
    missing
}

fn install(packages: &[&str]) -> Result<(), Failure> {
    let next = by_hand(packages);
    let is_debian = Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some();
    if !is_debian {
        return Err(next);
    }
    let is_root = process::answer("id", &["-u"]).as_deref() == Some("0");
    let may_sudo = !is_root && process::answer("sudo", &["-n", "true"]).is_some();
    if !is_root && !may_sudo {
        return Err(next);
    }
    stamp::progress("browser", &format!("apt-get install {}", packages.join(" ")));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.args(["-n", "env"]);
        }
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"])
            .args(arguments);
        process::run(
            "installing the browser",
            &mut command,
            &format!("run `apt-get install {}` by hand and try again", packages.join(" ")),
        )
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

fn by_hand(packages: &[&str]) -> Failure {
    Failure::new(
        format!("the browser tests lack something ({} in Debian's words)", packages.join(", ")),
        "install Chromium or Chrome, its chromedriver and a font with Japanese, and run the command again",
    )
}

fn find_chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| CHROMIUM.iter().find_map(|name| on_path(name)))
}

fn find_driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    // The runners of GitHub keep the driver in a folder of its own.
    let folder = env::var_os("CHROMEWEBDRIVER").map(PathBuf::from);
    named.or_else(|| on_path("chromedriver")).or_else(|| program_in(&folder?, "chromedriver"))
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find_map(|folder| program_in(&folder, program))
}

fn program_in(folder: &Path, program: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{program}{}", env::consts::EXE_SUFFIX));
    path.is_file().then_some(path)
}
