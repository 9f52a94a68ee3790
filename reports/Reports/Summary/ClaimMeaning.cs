using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>What a claim means for the person who decides about access, in one sentence: where it is proven, where refuted.</summary>
internal static class ClaimMeaning
{
    private static readonly Dictionary<string, (string Proven, string Refuted)> Sentences = new()
    {
        ["C1"] = (
            "Do not expose such a service: whoever gets to its address is in.",
            "Something refused a call without credentials: find out what stands before the service."),
        ["C2"] = (
            "An ingress controller can ask for a password, if all callers come through it.",
            "Do not rely on the ingress controller's password: calls got past it, or were refused in spite of it."),
        ["C3"] = (
            "Behind a reverse proxy the application needs a network policy: other pods call it without a password.",
            "The reverse proxy does not behave as expected: check who can reach the application past it."),
        ["C4"] = (
            "A sidecar leaves no way around the password, at the price of one for each replica.",
            "The application can be reached past its sidecar: do not take the hole for closed."),
        ["C5"] = (
            "Count the sidecars: each replica pays for its own.",
            "The cost of sidecars could not be shown here: measure before you decide by it."),
        ["C6"] = (
            "The example works, so that what is refused below is refused by the authorizer and not by the example.",
            "The example itself does not answer as it should: other results may say nothing."),
        ["C7"] = (
            "A token can be handed to a consumer outside the cluster, and stops working when it should.",
            "A token that must work does not, or one that must not does: do not hand out tokens before this is mended."),
        ["C8"] = (
            "Pods need no secret of their own: their service account is enough.",
            "Pods cannot call with their own service account: check the mounted token and the grant."),
        ["C9"] = (
            "Give each consumer its own service account: you can lock one out without touching the others.",
            "Revoking one consumer does not do what it should: do not count on it in an emergency."),
        ["C10"] = (
            "Nobody gets in by default: every access is one that somebody granted.",
            "A call without a role was let through: something else grants it, e.g. a binding to all authenticated users."),
        ["C11"] = (
            "This role and binding are all that a consumer needs.",
            "Consumers with the documented role and binding are turned away: compare names, verbs and namespace."),
        ["C12"] = (
            "A consumer's grant ends where it should: its neighbours stay closed.",
            "The grant opens more than the one service: narrow it before you use it."),
        ["C13"] = (
            "Do not bind edit or the like for this: it opens every service, and more.",
            "A broad cluster role does not grant what Kubernetes documents: somebody changed it."),
        ["C14"] = (
            "Reading and writing can be granted apart, by verb.",
            "A verb opens methods that it must not, or keeps some closed: do not rely on verbs to tell reading from writing."),
        ["C15"] = (
            "A Role opens all of a service: a path that must stay closed needs admission (C24), or a service of its own.",
            "Paths are told apart here: something other than RBAC decides, so find out what."),
        ["C16"] = (
            "Offer APIs this way, not web pages: most pages break behind the proxy's path.",
            "Web pages behave differently here: what breaks elsewhere works, or the other way round."),
        ["C17"] = (
            "Calls through the proxy are spread over all pods, so clients need no balancing of their own.",
            "Calls are not spread over the pods as expected: some pods may carry all the load."),
        ["C18"] = (
            "Keep bulk traffic off the proxy: it shares the API server with the whole cluster.",
            "Heavy traffic did not slow down as expected: look at what was measured before you rely on it."),
        ["C19"] = (
            "Metrics of many namespaces can be collected without exposing any Prometheus.",
            "Federation through the proxy fails here: collect metrics in another way."),
        ["C20"] = (
            "Access can be reviewed and kept in git like everything else.",
            "Manifests give other access than calls of the API: review what they render to."),
        ["C21"] = (
            "The same narrow roles serve for config maps, logs and scaling.",
            "A role by resource name or sub-resource opens more, or less, than it names."),
        ["C22"] = (
            "What RBAC can name need not be guessed: the cluster lists it.",
            "The discovery API does not list what RBAC needs: names in roles may be wrong."),
        ["C23"] = (
            "What is shown here holds on a cluster of your own, too.",
            "A given cluster behaves differently, or was left changed: look before you run this against one that matters."),
        ["C24"] = (
            "Single paths can be allowed, by the admission policy that generate writes, or by a webhook before Kubernetes 1.30.",
            "A path got past admission, or a listed one was refused: do not rely on paths before you know why."),
        ["C25"] = (
            "Who used which service can be read from the audit log, and a policy be learnt from it.",
            "The audit log lacks calls, or tells them wrongly: learn no policy from it."),
        ["C26"] = (
            "With such a policy the API server's proxy is other pods' only way to the pods, for as long as its addresses stay what they "
                + "are; whatever runs in the network of its node comes from them, too.",
            "The policy leaves a way past the API server, or closes the API server's: look at which addresses it lets in."),
    };

    /// <summary>The sentence; empty for a claim without one, and where the run neither proves nor refutes.</summary>
    public static string Of(ClaimVerdict verdict) => (verdict.Standing, Sentences.GetValueOrDefault(verdict.Claim.Id)) switch
    {
        (ClaimStanding.Proven, ({ } proven, _)) => proven,
        (ClaimStanding.Refuted, (_, { } refuted)) => refuted,
        (ClaimStanding.Measured, _) => "Measured, and not judged: the figures say what the proxy costs.",
        (ClaimStanding.Undecided, _) => "Not known: do not take it for a pass, nor for a failure.",
        (ClaimStanding.Skipped, _) => "Not tried here, for the reason given.",
        _ => "",
    };
}
