using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Objects;
using Harness.Validating;

namespace Harness.Cli.Commands;

/// <summary><c>learn</c>: the least access policy that allows what an audit log shows was done.</summary>
internal sealed class LearnCommand
{
    private static readonly string[] Everybody =
        [SubjectIdentity.Authenticated, SubjectIdentity.Unauthenticated, SubjectIdentity.AllAccounts];

    private readonly Option<string[]> _audit = AuditOption.Create("audit logs of API servers: files, also packed by gzip, or - for "
        + "standard input (default: that of the cluster kept by up --audit)");

    private readonly Option<bool> _follow =
        new("--follow") { Description = "wait for what is yet to be written, as long as --for says" };

    private readonly Option<string?> _for = CommandOption.Text(
        "--for", "time", "with --follow: how long, e.g. 90s, 5m or 2h (default: 5m)");

    private readonly Option<string?> _since = CommandOption.Text(
        "--since", "time", "only what was done since then: a time such as 2026-11-30T12:00:00Z, or how long ago, e.g. 24h or 7d");

    private readonly Option<string[]> _namespaces = Several(
        "--namespace", "name", "namespaces that the policy is for; it forbids all else there (default: those where something was done)",
        "-n");

    private readonly Option<string[]> _users = Several("--ignore-user", "name", "leave out what a user did");

    private readonly Option<string[]> _groups = Several("--ignore-group", "name", "leave out what members of a group did");

    private readonly Option<bool> _all = new("--all-resources")
    {
        Description = "learn what was done to any resource, not only through the proxies of services, pods and nodes",
    };

    private readonly Option<bool> _withoutPaths = new("--without-paths")
    {
        Description = "allow every path of a service: only admission tells paths apart, from Kubernetes 1.30 on",
    };

    private readonly Option<string?> _most = CommandOption.Text(
        "--most-paths", "n", "paths with more than this many different names in one place, such as ids, become a prefix (default: 20)");

    private readonly Option<string?> _name = CommandOption.Text("--name", "name", "what the policy is called (default: learnt)");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new LearnCommand();
        var command = new Command(
            "learn",
            "print the least access policy that allows what an audit log shows was done (exit code 3 when the log is not complete)");
        Option[] all =
        [
            options._audit, options._follow, options._for, options._since, options._namespaces, options._users, options._groups,
            options._all, options._withoutPaths, options._most, options._name,
        ];
        foreach (var option in all)
            command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            var request = options.Read(parsed);
            using var interruption = new Interruption("nothing is written");
            return Show(await Stage.RunAsync("learning", progress => request.LearnAsync(progress, interruption.Stop)));
        });
        return command;
    }

    /// <summary>The policy, and on standard error what is not in it: whoever redirects the policy reads it there.</summary>
    private static int Show(LearntPolicy policy)
    {
        Screen.Document(LearntPolicyText.Of(policy).TrimEnd('\n'));
        foreach (var (subject, count) in policy.Ignored)
            Screen.Say(PrintableText.Line(FormattableString.Invariant($"left out: requests of {subject}: {count:N0}")));
        foreach (var line in policy.LeftOut)
            Screen.Say(PrintableText.Line($"left out: {line}"));
        if (policy.Grants.Count > 0)
        {
            Screen.Say("the access came from these, which stay until you remove them: once what generate makes of the policy is applied, "
                + "delete each that is not part of it and that nobody else needs (docs/learn.md):");
        }

        foreach (var line in policy.Grants)
            Screen.Say(PrintableText.Line($"  {line}"));
        foreach (var line in policy.NotComplete)
            Screen.Complain(PrintableText.Line($"not complete: {line}"));
        return ExitCode.Of(policy.NotComplete.Count > 0 ? Outcome.Undecided : Outcome.AsExpected);
    }

    private LearnRequest Read(ParseResult parsed)
    {
        var logs = parsed.GetValue(_audit) ?? [];
        var namespaces = (parsed.GetValue(_namespaces) ?? []).Select(name => NamespaceOption.Of(name)!).Distinct().ToList();
        var follow = parsed.GetValue(_follow);
        if (!follow && parsed.GetValue(_for) is not null)
            throw HarnessException.BadInput("--for says how long --follow waits: add --follow");
        if (follow && logs.Contains(AuditInput.StandardInput))
            throw HarnessException.BadInput("standard input is read to its end, however long that takes: omit --follow");
        if ((parsed.GetValue(_groups) ?? []).FirstOrDefault(group => Everybody.Contains(group)) is { } everybody)
            throw HarnessException.BadInput($"--ignore-group {everybody}: nearly everybody is in it, so nothing would be learnt");
        return new LearnRequest
        {
            Logs = logs,
            Kept = Repository.Folders.State,
            Follow = follow ? DurationOption.Of("--for", parsed.GetValue(_for) ?? "5m") : null,
            Namespaces = namespaces,
            Name = PolicyName(parsed.GetValue(_name) ?? "learnt"),
            WithPaths = !parsed.GetValue(_withoutPaths),
            Scope = new AuditScope
            {
                WithoutProbes = true,
                Namespaces = namespaces.ToHashSet(),
                Since = DurationOption.Since("--since", parsed.GetValue(_since), TimeProvider.System),
                AllResources = parsed.GetValue(_all),
                IgnoredUsers = (parsed.GetValue(_users) ?? []).ToHashSet(),
                IgnoredGroups = (parsed.GetValue(_groups) ?? []).ToHashSet(),
                MostPaths = Most(parsed.GetValue(_most) ?? "20"),
            },
        };
    }

    private static string PolicyName(string name) => KubernetesName.IsLabel(name)
        ? name
        : throw HarnessException.BadInput($"--name \"{name}\": write up to 63 lower-case letters, digits and dashes");

    private static int Most(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= 1000
            ? most
            : throw HarnessException.BadInput($"--most-paths {text}: not a whole number from 1 to 1000");

    private static Option<string[]> Several(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = $"{description}; may be repeated", HelpName = value };
}
