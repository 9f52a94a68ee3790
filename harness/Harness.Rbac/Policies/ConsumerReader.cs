using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads a consumer of a policy.</summary>
internal static class ConsumerReader
{
    /// <summary>Reads it.</summary>
    /// <param name="consumer">Its mapping.</param>
    /// <param name="scope">Namespaces of the policy.</param>
    public static PolicyConsumer Read(FieldReader consumer, IReadOnlyList<string> scope)
    {
        consumer.Only("name", "subject", "allow", "deny");
        var name = consumer.RequiredText("name", "name the consumer");
        if (!KubernetesName.IsLabel(name) && name.Length > 0)
            consumer.Refuse("name", $"is {Quoted.Of(name)}; write up to 63 lower-case letters, digits and dashes");
        var subject = consumer.RequiredObject("subject", "write subject: {kind: ServiceAccount, namespace: NAMESPACE, name: NAME}");
        var denied = consumer.Has("deny") ? consumer.RequiredObjects("deny", "list what it must not do, or leave it out") : [];
        var allowed = consumer.Has("allow") || denied.Count == 0 ? consumer.RequiredObjects("allow", NothingAllowed) : [];
        return new PolicyConsumer(
            name, subject is null ? Nobody : ReadSubject(subject), Read(allowed, scope, isDenied: false), consumer.Location)
        {
            Deny = Read(denied, scope, isDenied: true),
        };
    }

    private static IReadOnlyList<PolicyAllowance> Read(
        IReadOnlyList<FieldReader> entries, IReadOnlyList<string> scope, bool isDenied) =>
        [.. entries.Select(entry => AllowanceReader.Read(entry, scope, isDenied)).OfType<PolicyAllowance>()];

    private const string NothingAllowed =
        "list what it may do; one that may do nothing is no consumer: leave it out, since whatever is not allowed is forbidden";

    /// <summary>In the place of a subject that could not be read; the policy is refused for that.</summary>
    internal static RbacSubject Nobody { get; } = new(RbacSubjectKind.User, "");

    private static RbacSubject ReadSubject(FieldReader subject)
    {
        subject.Only("kind", "namespace", "name");
        var known = subject.RequiredName<RbacSubjectKind>("kind");
        var name = subject.RequiredText("name", "name it");
        if (known is not { } kind)
            return Nobody;
        if (kind == RbacSubjectKind.ServiceAccount)
            return ServiceAccount(subject, name);
        if (subject.Has("namespace"))
            subject.Refuse("namespace", $"is given, but a {kind} is in no namespace; remove it");
        if (kind == RbacSubjectKind.User && name.StartsWith(SubjectIdentity.AccountPrefix, StringComparison.Ordinal))
            subject.Refuse("name", "is a service account's user name; write kind: ServiceAccount with its namespace and name");
        return new RbacSubject(kind, name) { Location = subject.Location };
    }

    private static RbacSubject ServiceAccount(FieldReader subject, string name)
    {
        var ns = subject.RequiredText("namespace", "a service account is in one");
        if (ns.Length > 0 && !KubernetesName.IsLabel(ns))
            subject.Refuse("namespace", $"is {Quoted.Of(ns)}; write up to 63 lower-case letters, digits and dashes");
        if (name.Length > 0 && !KubernetesName.IsSubdomain(name))
            subject.Refuse("name", $"is {Quoted.Of(name)}; a service account's name is of lower-case letters, digits, dashes and dots");
        return new RbacSubject(RbacSubjectKind.ServiceAccount, name, ns) { Location = subject.Location };
    }
}
