//! A runtime with one event loop runs as one process on a machine with several cores.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A runtime with one event loop runs as one process on a machine with several cores.
    ///
    /// ## Why it matters
    /// One event loop uses one core. On 8 cores seven idle, and one long computation holds up every request.
    ///
    /// ## What to do
    /// Run a process for each core (cluster mode, PM2), or several small containers.
    ///
    /// ## When it is fine
    /// When the machine does other work with the rest.
    id: "scale-node-single-process",
    title: "One process on many cores",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("senior-node § 6 Load Balancing & Scaling"),
    replaces: &[],
    message: "{component} runs {processes} Node.js process on {cores} cores, so most of each machine idles.",
    fix: "Run one process for each core of {component}.",
    check: check;
    mend: mend;
    in ru: r"
        One process on many cores ⇒ Один процесс на много ядер
        {component} runs {processes} Node.js process on {cores} cores, so most of each machine idles. ⇒ {component}: процессов Node.js {processes}, ядер {cores}, поэтому бо́льшая часть каждой машины простаивает.
        Run one process for each core of {component}. ⇒ Запускайте по процессу «{component}» на каждое ядро.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.text("runtime") != Some("node") {
            continue;
        }
        match (node.number("processes"), node.number("cores")) {
            (Some(processes), Some(cores)) if processes.value <= 1.0 && cores.value > 1.0 => {
                verdict
                    .find(context, &[number])
                    .measured(processes.value, cores.value, "processes")
                    .of(Part::Setting(0, "processes"))
                    .limit(Part::Setting(0, "cores"))
                    .with("processes", Value::Count(processes.value))
                    .with("cores", Value::Count(cores.value));
            }
            (Some(_), Some(_)) => {}
            _ => verdict.needs("the processes and cores of Node.js servers"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "processes", finding.figure("cores")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_on_eight_cores() {
        check(
            "scale-node-single-process",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"runtime": "node", "processes": 1, "cores": 8}}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_with_a_process_for_each_core() {
        check(
            "scale-node-single-process",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"runtime": "node", "processes": 8, "cores": 8}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_cores_are_open() {
        check_not_checked(
            "scale-node-single-process",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"runtime": "node"}}],
               "connections": []}"#,
        );
    }
}
