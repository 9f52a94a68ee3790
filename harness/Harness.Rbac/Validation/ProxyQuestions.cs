using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Validation;

/// <summary>Questions about the API server's proxies, as its authorizer is asked them.</summary>
public static class ProxyQuestions
{
    /// <summary>A name that nothing has: a subject that may reach it may reach everything, now and later.</summary>
    public const string NoSuchName = "harness-no-such-name";

    /// <summary>A question about a name of a proxy; nodes are in no namespace.</summary>
    public static AccessQuestion On(string ns, string resource, string name, string verb) =>
        new(resource == ProxyAccess.Nodes ? "" : ns, "", resource, name.Length == 0 ? NoSuchName : name, verb);

    /// <summary>
    /// The questions that are answered with yes where a rule opens something: by its name and verb, or by a name that nothing has if every
    /// name is open.
    /// </summary>
    public static IEnumerable<AccessQuestion> Of(ProxyAccess access, string ns) =>
        (access.Verb == "*" ? ProxyAccess.Verbs : [access.Verb]).Select(verb => On(ns, access.Resource, access.Name, verb));
}
