using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR51x: cluster-wide objects that give more than they seem to, whoever may write them.</summary>
internal static class ClusterDoors
{
    private const string Certificates = "certificates.k8s.io";
    private const string OpenPaths = "open every path of services of which the policy allows single ones";
    private static readonly string[] Write = ["create", "update", "patch"];
    private static readonly string[] Change = ["update", "patch"];
    private static readonly string[] TakeAway = ["update", "patch", "delete", "deletecollection"];

    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Of(
            new("HR511", Severity.Critical, "Client certificates can be issued",
                "Whoever may approve or sign requests to Kubernetes' signers of client certificates can have one issued to any user and "
                + "any group but system:masters. It is valid until it expires: no API server can revoke it.",
                Docs.GoodPractices("csrs-and-certificate-issuing")),
            ("have a client certificate issued to any user", new(Certificates, "signers", ["approve", "sign"]))),
        Of(
            new("HR512", Severity.High, "Admission can be changed",
                "An admission webhook reads every object that it is asked about, Secrets included, and a mutating one changes it. "
                + "Mutating admission policies change objects as well.",
                Docs.GoodPractices("control-admission-webhooks")),
            ("read and change what others write", new(AdmissionObject.ApiGroup, "mutatingwebhookconfigurations", Write)),
            ("change what others write", new(AdmissionObject.ApiGroup, "mutatingadmissionpolicies", Write)),
            ("change what others write", new(AdmissionObject.ApiGroup, "mutatingadmissionpolicybindings", Write)),
            ("read and refuse what others write", new(AdmissionObject.ApiGroup, "validatingwebhookconfigurations", Write))),
        Of(
            new("HR513", Severity.High, "API groups can be redirected",
                "An APIService names the service that answers for a whole API group. Whoever may write one can answer in its place, and "
                + "sees every request with its caller.",
                Docs.Page("concepts/extend-kubernetes/api-extension/apiserver-aggregation/")),
            ("answer requests for a whole API group", new("apiregistration.k8s.io", "apiservices", Write))),
        Of(
            new("HR514", Severity.Medium, "Nodes can be changed",
                "Labels and taints of nodes decide where pods run, so whoever may write them can draw others' pods to a node of theirs, "
                + "with the Secrets and tokens in them.",
                Docs.Page("reference/access-authn-authz/admission-controllers/#noderestriction")),
            ("decide on which node others' pods run", new("", "nodes", Change))),
        Of(
            new("HR515", Severity.High, "A node's address can be changed",
                "The API server calls a node's kubelet at the address in the node's status, and with its own credentials: for logs, exec "
                + "and nodes/proxy.",
                Docs.Page("concepts/architecture/control-plane-node-communication/#api-server-to-kubelet")),
            ("have the API server call another address in a node's place", new("", "nodes/status", Change))),
        Of(
            new("HR516", Severity.High, "PersistentVolumes can be created",
                "A PersistentVolume of type hostPath is a folder of the node. Whoever makes one, and a pod that mounts it, can read and "
                + "write the node's files.",
                Docs.GoodPractices("persistent-volume-creation")),
            ("reach files of the nodes", new("", "persistentvolumes", ["create"]))),
        Of(
            new("HR517", Severity.Medium, "Namespaces can be changed",
                "Labels of a namespace choose its level of Pod Security and what network policies select. Whoever may write them can "
                + "weaken both.",
                Docs.GoodPractices("namespace-modification")),
            ("weaken Pod Security and network policies", new("", "namespaces", Change))),
        OfPaths(
            new("HR518", Severity.High, "What guards single endpoints can be taken away",
                "Where an access policy allows single paths, admission refuses the others. Whoever may change or delete the admission "
                + "policy or its binding (before Kubernetes 1.30: the webhook's configuration) opens every path to its consumer.",
                Docs.Page("reference/access-authn-authz/validating-admission-policy/")),
            (OpenPaths, new(AdmissionObject.ApiGroup, "validatingadmissionpolicies", TakeAway)),
            (OpenPaths, new(AdmissionObject.ApiGroup, "validatingadmissionpolicybindings", TakeAway)),
            (OpenPaths, new(AdmissionObject.ApiGroup, "validatingwebhookconfigurations", TakeAway))),
    ];

    /// <summary>A kind of door; of several with different consequences the gravest stands first.</summary>
    private static Detector Of(FindingRule kind, params (string Consequence, SensitiveAccess Access)[] doors) =>
        Of(kind, _ => true, doors);

    /// <summary>One that matters only where the policy allows single paths.</summary>
    private static Detector OfPaths(FindingRule kind, params (string Consequence, SensitiveAccess Access)[] doors) =>
        Of(kind, rbac => rbac.Policy?.HasPaths == true, doors);

    private static Detector Of(
        FindingRule kind, Func<AnalysedRbac, bool> matters, (string Consequence, SensitiveAccess Access)[] doors) => Detector.OfRules(
        kind,
        "Remove the verb, or list the subject in the policy under ignore, with the reason.",
        (rbac, written) =>
        {
            if (!matters(rbac))
                return null;
            var held = written.Grants.Where(grant => grant.Binding.Namespace is null).Select(grant => grant.Subject).ToList();
            var open = doors.Where(door => door.Access.IsNamedBy(written.Rule) && Concerns(door.Access, written.Rule)
                && door.Access.VerbsOf(written.Rule).Any()).ToList();
            if (held.Count == 0 || open.Count == 0)
                return null;
            List<UnlistedAccess> access = [.. open.Select(door => new UnlistedAccess(
                new EffectiveRule(written.Rule, null), door.Access.Resource, [.. door.Access.VerbsOf(written.Rule)]))];
            var names = written.Rule.ResourceNames.Count == 0 ? "" : $" {RuleText.Quoted(written.Rule.ResourceNames)}";
            return new(
                $"{RuleText.Words(held.Select(subject => subject.ToString()))} may {UnlistedAccess.Text(access)}{names}, and so can "
                + open[0].Consequence,
                $"remove {RuleText.Words(access.SelectMany(one => one.Verbs))} on {RuleText.Words(access.Select(one => one.Resource))} "
                + $"from {written.Role}{rbac.OrIgnore(held)}");
        });

    /// <summary>Signers of others are none of the cluster's: only Kubernetes' own issue certificates that the API server trusts.</summary>
    private static bool Concerns(SensitiveAccess access, RbacRule rule) => access.Resource != "signers" || rule.ResourceNames.Count == 0
        || rule.ResourceNames.Any(name =>
            name == "kubernetes.io/*" || name.StartsWith("kubernetes.io/kube-apiserver-client", StringComparison.Ordinal));
}
