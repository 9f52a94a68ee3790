using Harness.Asking;
using Harness.Rbac.Auditing;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using Harness.Runs;

namespace Harness.Validating;

/// <summary>What was asked of <c>validate</c>.</summary>
public sealed record ValidationRequest
{
    private static readonly string[] Known = ["live", "static", "manifests", "probe"];
    private static readonly string[] Named = [.. Known, AuditComparison.Source];

    /// <summary>Policy files.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>Manifests: folders, files, or <c>-</c>; none where the cluster alone is asked.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>Patterns of files among them that are not read.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether the manifests are taken together with the cluster's objects.</summary>
    public bool WithLive { get; init; }

    /// <summary>Namespace of manifests that name none.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>
    /// The Kubernetes that manifests are meant for; null for that of the preview they are tried on, else the newest known one.
    /// </summary>
    public Version? KubernetesVersion { get; init; }

    /// <summary>Sources by name, where the user chose.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether consumers call, too.</summary>
    public bool Probe { get; init; }

    /// <summary>HTTP methods that a probe may send.</summary>
    public IReadOnlyList<string> ProbeMethods { get; init; } = ProbeSource.SafeMethods;

    /// <summary>
    /// Audit logs: files, or <c>-</c>; none for that of the kept cluster where the source <c>audit</c> is wanted, else what was done is
    /// not looked at.
    /// </summary>
    public IReadOnlyList<string> Audit { get; init; } = [];

    /// <summary>Folder of the kept cluster; null where none can be.</summary>
    public string? Kept { get; init; }

    /// <summary>Since when they are looked at; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where manifests are tried; null for nowhere.</summary>
    public PreviewKind? Preview { get; init; }

    /// <summary>Questions per second; 0 for no limit.</summary>
    public double Qps { get; init; }

    /// <summary>The least severe finding that fails the validation.</summary>
    public Severity FailOn { get; init; } = Severity.High;

    /// <summary>Whether a missing service account fails the validation.</summary>
    public bool Strict { get; init; }

    /// <summary>Which cluster, and what is deployed where manifests are tried on one.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>The sources to ask: those chosen, else what the files and the cluster at hand allow.</summary>
    public IReadOnlyList<string> Wanted
    {
        get
        {
            if (Sources.Count > 0)
            {
                var chosen = Sources.Where(source => source != AuditComparison.Source);
                return [.. (Probe ? chosen.Append("probe") : chosen).Distinct()];
            }

            if (Preview == PreviewKind.ControlPlane)
                return ["manifests"];
            if (Preview == PreviewKind.Cluster)
                return Known;
            var asksCluster = Manifests.Count == 0 || (Settings.Cluster.WantsExisting && !WithLive);
            string[] cluster = asksCluster ? ["live", "static"] : [];
            string[] manifests = Manifests.Count == 0 ? [] : ["manifests"];
            string[] probe = Probe ? ["probe"] : [];
            return [.. cluster, .. manifests, .. probe];
        }
    }

    /// <summary>Whether the audit log is that of the kept cluster.</summary>
    internal bool WantsKeptLog => Audit.Count == 0 && Sources.Contains(AuditComparison.Source);

    /// <summary>Whether a source is wanted.</summary>
    public bool Wants(string source) => Wanted.Contains(source);

    /// <summary>Checks, before anything starts, that the settings are consistent.</summary>
    /// <exception cref="HarnessException">They are not (exit code 2).</exception>
    public ValidationRequest EnsureConsistent()
    {
        if (Sources.FirstOrDefault(source => !Named.Contains(source)) is { } unknown)
        {
            var near = Nearest.Of(unknown, Named) is { } word ? $"; did you mean {word}?" : "";
            throw HarnessException.BadInput($"--source {unknown}: not one of {string.Join(", ", Named)}{near}");
        }

        if (ProbeMethods.Count == 0 || ProbeMethods.Any(method => !HttpVerb.Methods.Contains(method)))
        {
            throw HarnessException.BadInput(
                $"--probe-methods {string.Join(',', ProbeMethods)}: give some of {string.Join(", ", HttpVerb.Methods)}");
        }

        EnsureAudit();
        EnsureManifests();
        EnsureCluster();
        if (Qps < 0 || !double.IsFinite(Qps))
            throw HarnessException.BadInput("--qps takes a number of questions per second, or 0 for no limit");
        return this;
    }

    /// <summary>Checks that a preview is of the Kubernetes that the manifests are said to be meant for.</summary>
    /// <param name="server">The version that its server reports.</param>
    /// <exception cref="HarnessException">It is not (exit code 2).</exception>
    internal void EnsureVersionOf(string server)
    {
        if (KubernetesVersion is { } named && named != KubernetesChange.VersionOf(server))
        {
            throw HarnessException.BadInput(
                $"--kubernetes-version {named}, and the preview is of Kubernetes {server}: omit it, or give --kubernetes of that version");
        }
    }

    private void EnsureAudit()
    {
        if (Audit.Contains(AuditInput.StandardInput) && Manifests.Contains(AuditInput.StandardInput))
            throw HarnessException.BadInput("--manifests - and --audit - both read standard input: give one of them a file");
        if (Since is not null && Audit.Count == 0 && !WantsKeptLog)
        {
            throw HarnessException.BadInput(
                "--since is about an audit log: add --audit FILE, or --source audit for that of the cluster kept by up --audit");
        }

        if (WantsKeptLog && Kept is null)
            throw HarnessException.BadInput("--source audit is about an audit log: add --audit FILE");
        if (WantsKeptLog && Settings.Cluster.WantsExisting)
        {
            throw HarnessException.BadInput("--source audit without --audit FILE reads the log of the cluster kept by up --audit, "
                + "and --kubeconfig may name another: add --audit FILE, or omit --kubeconfig");
        }
    }

    private void EnsureCluster()
    {
        if (Preview is not null && Settings.Cluster.WantsExisting)
        {
            throw HarnessException.BadInput(
                "--preview never applies manifests to an existing cluster: omit --kubeconfig, or omit --preview to ask that cluster");
        }

        if (Preview == PreviewKind.ControlPlane && Wanted.Any(source => source != "manifests"))
        {
            throw HarnessException.BadInput(
                "--preview control-plane has an authorizer but nothing to call: for probes and lists use --preview cluster");
        }

        if (Settings.Cluster.Kubernetes is not null && Preview is null && !WithLive && Wanted.All(source => source == "manifests"))
        {
            throw HarnessException.BadInput("--kubernetes (or HARNESS_KUBERNETES) is for a cluster, and only manifests are asked: "
                + "add --preview control-plane, or say by --kubernetes-version what the files are meant for");
        }

        if (Preview == PreviewKind.ControlPlane && Settings.Cluster.Debian is not null)
            throw HarnessException.BadInput("--debian (or HARNESS_DEBIAN) is for a node, and --preview control-plane has none: omit it");
        if (Preview is not null && WithLive)
            throw HarnessException.BadInput("--preview makes a cluster of the manifests alone: omit it, or --with-live");
    }

    private void EnsureManifests()
    {
        var needs = Preview is not null ? "--preview"
            : WithLive ? "--with-live"
            : Exclude.Count > 0 ? "--exclude"
            : Wants("manifests") ? "--source manifests" : null;
        if (Manifests.Count == 0 && needs is not null)
            throw HarnessException.BadInput($"{needs} needs --manifests DIR (or - for standard input)");
        if (KubernetesVersion is not null && (WithLive || !Wants("manifests")))
        {
            throw HarnessException.BadInput("--kubernetes-version says what manifests are meant for, and a cluster is asked, which has "
                + "a version of its own: omit it");
        }

        if (WithLive && !Wants("manifests"))
            throw HarnessException.BadInput("--with-live is for the source manifests, which is not asked: add it to --source");
    }
}
