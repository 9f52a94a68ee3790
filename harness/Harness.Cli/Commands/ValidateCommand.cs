using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Harness.Asking;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Files;
using Harness.Rbac.Findings;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Reports;
using Harness.Reports.Validation;
using Harness.Runs;
using Harness.Validating;

namespace Harness.Cli.Commands;

/// <summary><c>validate</c>: checks an access policy against a cluster, manifests, or both, before anybody relies on them.</summary>
internal sealed class ValidateCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "validate";

    /// <summary>Its option that chooses the format of the report.</summary>
    public const string Output = "--output";

    private readonly Option<string[]> _policies = PolicyOption.Create();

    private readonly ManifestOptions _manifests = new("RBAC manifests (kubectl kustomize, helm template)");

    private readonly Option<string?> _namespace =
        NamespaceOption.Create("namespace of manifests that name none (default: default)");

    private readonly Option<string?> _version = KubernetesVersionOption.Create(hasPreview: true);

    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "of live, static, manifests, probe and audit, those to ask (default: live and static for a cluster, manifests and "
            + "audit if given)",
        HelpName = "source",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _probe =
        new("--probe") { Description = "also call through the proxy, as each consumer with a short-lived token of its own" };

    private readonly Option<string?> _probeMethods = CommandOption.Text(
        "--probe-methods", "methods", $"HTTP methods that a probe may send (default: {string.Join(',', ProbeSource.SafeMethods)})");

    private readonly Option<string[]> _audit = AuditOption.Create(
        "also hold the policy against audit logs of API servers: what was done and is not in it, what nobody did, and who was refused "
        + "(--source audit without it: the log of the cluster kept by up --audit)");

    private readonly Option<string?> _since = CommandOption.Text(
        "--since", "time", "only what the audit logs have since then: a time, or how long ago, e.g. 24h or 7d");

    private readonly Option<PreviewKind?> _preview = new("--preview")
    {
        Description =
            "try the manifests first: on a throw-away cluster, or (control-plane) on an API server alone, in seconds and without Docker",
        HelpName = "kind",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParsePreview,
    };

    private readonly Option<string?> _qps = CommandOption.Text(
        "--qps", "number", "at most this many questions per second (default: 2000; 0: no limit)");

    private readonly Option<Severity?> _failOn = CommandOption.Word<Severity>(
        "--fail-on", "severity", "fail on findings of at least this severity: info, low, medium, high, critical (default: high)");

    private readonly Option<bool> _strict =
        new("--strict") { Description = "also fail on service accounts that are named but do not exist" };

    private readonly Option<ValidationFormat?> _output = CommandOption.Word<ValidationFormat>(
        Output, "format", "table, json, markdown, junit, sarif, github, html, or the graph as mermaid or dot (default: table)");

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "show every violation and finding with its evidence; without it a table and Markdown have a line for each cause",
    };

    private readonly SettingOptions _settings = SettingOptions.OfWorkloads();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new ValidateCommand();
        var command = new Command(Name, "check an access policy against a cluster or manifests: what it does not allow is forbidden");
        command.Options.Add(options._policies);
        options._manifests.AddTo(command);
        foreach (var option in options.All)
            command.Options.Add(option);
        options._settings.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var folders = Repository.Folders;
            using var interruption = new Interruption();
            var format = parsed.GetValue(options._output) ?? ValidationFormat.Table;
            var exporter = ValidationExporters.Of(format, Directory.GetCurrentDirectory(), parsed.GetValue(options._verbose));
            return await RunAsync(() => options.Read(parsed, folders), exporter, folders, interruption.Stop);
        });
        return command;
    }

    private IEnumerable<Option> All =>
        [_namespace, _version, _sources, _probe, _probeMethods, _audit, _since, _preview, _qps, _failOn, _strict, _output, _verbose];

    /// <summary>A document is written in any case: an empty file would pass for a good one where it is uploaded.</summary>
    private static async Task<int> RunAsync(
        Func<ValidationRequest> read, IValidationExporter exporter, HarnessFolders folders, CancellationToken stop)
    {
        using var text = new StringWriter();
        try
        {
            var report = await ReportAsync(read(), folders, stop);
            exporter.Write(report, text);
            Screen.Document(text.ToString().TrimEnd('\n'));
            return ExitCode.Of(report.Outcome);
        }
        catch (HarnessException failure) when (text.GetStringBuilder().Length == 0)
        {
            exporter.Write(new ValidationFailure((Outcome)ExitCode.Of(failure), SecretMask.Of(failure.Message)), text);
            if (text.GetStringBuilder().Length > 0)
                Screen.Document(text.ToString().TrimEnd('\n'));
            throw;
        }
    }

    private static async Task<ValidationReport> ReportAsync(ValidationRequest request, HarnessFolders folders, CancellationToken stop)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var policy = await Task.Run(() => AccessPolicies.ReadFiles(request.Policies), CancellationToken.None).WaitAsync(stop);
        return await Stage.RunAsync("validation", async progress =>
        {
            using var log = await ValidationLog.OpenAsync(request, stop);
            var session = new SessionSources(folders, CacheFolder.Default(), progress);
            await using var sources = await AccessSources.PrepareAsync(request, policy, session, stop);
            var report = request.Wanted.Count == 0
                ? new ValidationReport { Policy = policy, Sources = [], Cells = [] }
                : await sources.Validator.RunAsync(progress, stop);
            return await log.AddToAsync(report, progress, stop) with
            {
                FailOn = request.FailOn,
                IsStrict = request.Strict,
                Notes = sources.Notes,
                Cluster = sources.Cluster,
                Duration = TimeProvider.System.GetElapsedTime(begun),
            };
        });
    }

    private ValidationRequest Read(ParseResult parsed, HarnessFolders folders) => new ValidationRequest
    {
        Policies = parsed.GetValue(_policies) ?? [],
        Manifests = _manifests.Paths(parsed),
        Exclude = _manifests.Exclude(parsed),
        WithLive = _manifests.WithLive(parsed),
        Namespace = NamespaceOption.Of(parsed.GetValue(_namespace)) ?? NamespaceOption.Default,
        KubernetesVersion = KubernetesVersionOption.Named(parsed.GetValue(_version)),
        Sources = [.. (parsed.GetValue(_sources) ?? [])
            .SelectMany(source => source.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct()],
        Probe = parsed.GetValue(_probe),
        ProbeMethods = parsed.GetValue(_probeMethods) is { } methods
            ? [.. methods.ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
            : ProbeSource.SafeMethods,
        Audit = parsed.GetValue(_audit) ?? [],
        Kept = folders.State,
        Since = DurationOption.Since("--since", parsed.GetValue(_since), TimeProvider.System),
        Preview = parsed.GetResult(_preview) is { Implicit: false } ? parsed.GetValue(_preview) ?? PreviewKind.Cluster : null,
        Qps = Number(parsed.GetValue(_qps) ?? "2000"),
        FailOn = parsed.GetValue(_failOn) ?? Severity.High,
        Strict = parsed.GetValue(_strict),
        Settings = _settings.Read(parsed, folders),
    }.EnsureConsistent();

    /// <summary>NaN for text that is no number, which the settings reject.</summary>
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>A word with a dash; none at all stands for a cluster.</summary>
    private static PreviewKind? ParsePreview(ArgumentResult given)
    {
        switch (given.Tokens)
        {
            case [] or [{ Value: "cluster" }]:
                return PreviewKind.Cluster;
            case [{ Value: "control-plane" }]:
                return PreviewKind.ControlPlane;
            default:
                given.AddError($"--preview {given.Tokens[0].Value}: not one of cluster, control-plane");
                return null;
        }
    }
}
