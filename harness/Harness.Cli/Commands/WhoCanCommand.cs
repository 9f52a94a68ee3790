using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;
using Harness.Reports.Graphs;

namespace Harness.Cli.Commands;

/// <summary><c>who-can</c>: everybody who may do something, each with the way: binding, role, rule.</summary>
internal static class WhoCanCommand
{
    public static Command Create()
    {
        var action = new Argument<string>("action") { Description = "HTTP method in capitals (GET), or API verb (get, list, create, …)" };
        var resource = new Argument<string>("resource")
        {
            Description = "RESOURCE[.GROUP][/SUB-RESOURCE][/NAME], e.g. services/proxy/hello-app, pods/log, deployments.apps/scale/web. "
                + "An HTTP method on services/NAME, pods/NAME or nodes/NAME is a call through the proxy; pods//log is the pod called log. "
                + "Or a path outside of resources: /metrics",
        };
        var everywhere = new Option<bool>("--all-namespaces", "-A")
        {
            Description = "who may do it in every namespace, by cluster role bindings alone",
        };
        var output = AccessFormats.Create();
        var command = new Command(
            "who-can", "list everybody who may do something, and by which binding, role and rule (exit code 3 when a role is not known)")
        {
            action, resource, everywhere, output,
        };
        var source = new SnapshotSettings().AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(everywhere) && source.NamesNamespace(parsed))
                throw HarnessException.BadInput("--all-namespaces and --namespace contradict each other: give one of them");
            var ns = parsed.GetValue(everywhere) ? "" : source.Namespace(parsed);
            var question = AskedAccess.Parse(parsed.GetValue(action)!, parsed.GetValue(resource)!, ns);
            var rbac = await source.IndexAsync(parsed, stop, readsAdmission: AdmissionLines.IsAskedAbout(question));
            var evaluator = rbac.Evaluator;
            Show(evaluator, question, [.. evaluator.Paths(question)], parsed.GetValue(output) ?? AccessFormat.Table);
            return ExitCode.Of(IsOpen(evaluator, question) ? Outcome.Undecided : Outcome.AsExpected);
        });
        return command;
    }

    private static bool IsOpen(AccessEvaluator evaluator, AccessQuestion question) =>
        evaluator.Snapshot.NotDecided.Count > 0 || evaluator.Undecided(question).Any();

    private static void Show(AccessEvaluator evaluator, AccessQuestion question, IReadOnlyList<GrantPath> paths, AccessFormat format)
    {
        UnresolvedBindings.Mention(evaluator);
        var rules = AdmissionLines.Rules(evaluator.Snapshot, question);
        switch (format)
        {
            case AccessFormat.Json:
                Write(evaluator, question, paths, rules);
                break;
            case AccessFormat.Mermaid or AccessFormat.Dot:
                Screen.Document(format.Drawn(AskedPictures.WhoCan(evaluator, question, rules)));
                break;
            default:
                Say(evaluator, question, paths, rules);
                break;
        }
    }

    private static void Write(
        AccessEvaluator evaluator, AccessQuestion question, IReadOnlyList<GrantPath> paths, IReadOnlyList<PathRule> rules) =>
        Json.Write(new
        {
            SchemaVersion = 1,
            Question = question.ToString(),
            evaluator.Snapshot.Origin,
            Paths = paths.Select(GrantLines.Json),
            Admission = rules.Select(AdmissionLines.Of),
            Unresolved = UnresolvedBindings.Names(evaluator),
            evaluator.Snapshot.NotDecided,
        });

    private static void Say(
        AccessEvaluator evaluator, AccessQuestion question, IReadOnlyList<GrantPath> paths, IReadOnlyList<PathRule> rules)
    {
        Screen.Say(PrintableText.Line($"{question}, by {evaluator.Snapshot.Origin}:"));
        if (paths.All(path => path.Because is not null))
            Screen.Result(IsOpen(evaluator, question) ? "nobody else as far as the roles are known" : "nobody else");
        var rows =
            paths.Select(path => new[] { path.Subject.ToString(), path.ToString(), GrantLines.Of(path.Rule), GrantLines.Place(path) });
        foreach (var line in Columns.Lines([.. rows.OrderBy(row => row[0], StringComparer.Ordinal)]))
            Screen.Result(line);
        foreach (var rule in rules)
            Screen.Line($"but {AdmissionLines.Of(rule)}");
    }
}
