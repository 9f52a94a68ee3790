using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Reports.Graphs;

namespace Harness.Cli.Commands;

/// <summary><c>explain</c>: whether a call would be let through, by which rule, or which rule comes nearest.</summary>
internal static class ExplainCommand
{
    private const int MostNearMisses = 3;

    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "serviceaccount:NS/NAME, group:NAME or user:NAME" };
        var method = new Argument<string>("method") { Description = "HTTP method in capitals; a WebSocket upgrade is a GET" };
        var url = new Argument<string>("url")
        {
            Description = "URL on the API server, or its path: of a service's, pod's or node's proxy, or of any resource",
        };
        var groups = GroupOption.Create();
        var output = AccessFormats.Create();
        var command = new Command(
            "explain",
            "say which rule lets a call through, or which comes nearest and why it does not (exit code 0 when it is let "
            + "through, 1 when not, 3 when a role, what is applied or what admission decides is not known)")
        {
            subject, method, url, groups, output,
        };
        var source = new SnapshotSettings().AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var who = AccessSubject.Parse(parsed.GetValue(subject)!).With(parsed.GetValue(groups) ?? []);
            var question = CallText.Parse(parsed.GetValue(method)!, parsed.GetValue(url)!);
            var isProxied = AdmissionLines.IsAskedAbout(question);
            var rbac = await source.IndexAsync(parsed, stop, readsAdmission: isProxied);
            var path = CallText.PathOf(parsed.GetValue(url)!);
            var admission = isProxied ? new AskedPath(ObservedAdmission.Of(rbac.Snapshot).Decide(who, question, path), path) : null;
            return (int)Answer(rbac, who, question, admission, parsed.GetValue(output) ?? AccessFormat.Table);
        });
        return command;
    }

    /// <summary>Denied is certain only if every role bound to the subject is known.</summary>
    private static Outcome Answer(
        IndexedRbac rbac, AccessSubject subject, AccessQuestion question, AskedPath? admission, AccessFormat format)
    {
        var evaluator = rbac.Evaluator;
        var paths = evaluator.Paths(subject, question).ToList();
        var said = paths.Count > 0 && admission?.Decision is { IsSilent: false } decision ? decision : null;
        var misses = paths.Count > 0 ? [] : NearMisses.Of(evaluator, subject, question, MostNearMisses);
        var doubt = paths.Count == 0 ? null : DoubtOf(rbac, paths[0], subject, question);
        var notDecided = doubt is null ? rbac.Snapshot.NotDecided : [.. rbac.Snapshot.NotDecided, doubt];
        var code = notDecided.Count > 0 ? Outcome.Undecided
            : paths.Count > 0 ? ByAdmission(said)
            : evaluator.Undecided(subject, question).Any() ? Outcome.Undecided
            : Outcome.Violation;
        UnresolvedBindings.Mention(evaluator);
        switch (format)
        {
            case AccessFormat.Json:
                Write(evaluator, subject, question, code, paths, misses, said, notDecided);
                break;
            case AccessFormat.Mermaid or AccessFormat.Dot:
                Screen.Document(format.Drawn(AskedPictures.Explain(evaluator, subject, question, misses, admission)));
                break;
            default:
                Say(evaluator, subject, question, code, paths, misses, notDecided);
                if (said is not null)
                    Screen.Line($"  {(said.IsLetThrough == false ? "but " : "")}{said.Why}");
                break;
        }

        return code;
    }

    private static string? DoubtOf(IndexedRbac rbac, GrantPath way, AccessSubject subject, AccessQuestion question) =>
        rbac.DoubtOf(way, subject, question) is { } doubt ? $"whether this is applied is not known: {doubt}" : null;

    /// <summary>Of a call that RBAC allows. Where nothing is known to be asked about it, RBAC's word is the last.</summary>
    private static Outcome ByAdmission(PathDecision? said) => said switch
    {
        { IsLetThrough: false } => Outcome.Violation,
        { IsLetThrough: null } => Outcome.Undecided,
        _ => Outcome.AsExpected,
    };

    private static void Write(
        AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question, Outcome code,
        List<GrantPath> paths, IReadOnlyList<NearMiss> misses, PathDecision? admission, IReadOnlyList<string> notDecided) =>
        Json.Write(new
        {
            SchemaVersion = 1,
            Subject = subject.ToString(),
            Question = question.ToString(),
            evaluator.Snapshot.Origin,
            Answer = code switch { Outcome.AsExpected => "allowed", Outcome.Violation => "denied", _ => "undecided" },
            Paths = paths.Select(GrantLines.Json),
            Admission = admission?.Why,
            Nearest = misses.Select(
                miss => new { Path = GrantLines.Json(miss.Path), miss.Missing, Reasons = miss.Reasons(subject, question) }),
            Unresolved = UnresolvedBindings.Names(evaluator),
            NotDecided = notDecided,
        });

    private static void Say(
        AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question, Outcome code,
        List<GrantPath> paths, IReadOnlyList<NearMiss> misses, IReadOnlyList<string> notDecided)
    {
        var may = code switch
        {
            Outcome.AsExpected => "may",
            Outcome.Violation => "may not",
            _ when notDecided.Count > 0 => "may or may not (what is applied is not known from these files)",
            _ when paths.Count > 0 => "may or may not (RBAC allows it, and admission decides)",
            _ => "may or may not (a role that is not known decides it)",
        };
        Screen.Line($"{subject} {may} {question}, by {evaluator.Snapshot.Origin}");
        foreach (var text in notDecided.Except(evaluator.Snapshot.NotDecided))
            Screen.Say(PrintableText.Line(text));
        Show(subject, question, paths, misses);
        if (paths.Count == 0)
        {
            MentionGroups(evaluator, subject, question);
            NearSubjects.Mention(evaluator.Snapshot, subject.ToString());
        }
    }

    /// <summary>Who is in which group is not in RBAC, but decides about everything that groups are given.</summary>
    private static void MentionGroups(AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question)
    {
        var groups = evaluator.Paths(question).Select(path => path.Subject)
            .Where(one => one.Kind == RbacSubjectKind.Group && !subject.Groups.Contains(one.Name))
            .Select(one => one.Name).Distinct().Take(MostNearMisses).ToList();
        if (groups.Count > 0 && subject.User.Length > 0 && SubjectIdentity.AccountNamed(subject.User) is null)
        {
            Screen.Say(PrintableText.Line(
                $"members of {string.Join(", ", groups)} may: which groups {subject} is in is not known here; name them with --as-group"));
        }
    }

    private static void Show(AccessSubject subject, AccessQuestion question, List<GrantPath> paths, IReadOnlyList<NearMiss> misses)
    {
        foreach (var path in paths)
            Screen.Line($"  allowed by {Way(path)}");
        if (paths.Count == 0 && misses.Count == 0)
            Screen.Result("  no rule comes near it");
        foreach (var miss in misses)
        {
            Screen.Line($"  near: {Way(miss.Path)}");
            foreach (var reason in miss.Reasons(subject, question))
                Screen.Line($"    but {reason}");
        }
    }

    private static string Way(GrantPath path)
    {
        var place = GrantLines.Place(path);
        return $"{path}: {GrantLines.Of(path.Rule)}{(place.Length == 0 ? "" : $" ({place})")}";
    }
}
