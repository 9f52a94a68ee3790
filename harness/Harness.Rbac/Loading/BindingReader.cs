using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Reads RoleBindings and ClusterRoleBindings, and holds them to what the API server accepts.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go
/// </summary>
internal static class BindingReader
{
    /// <summary>Reads one.</summary>
    public static RbacBinding Read(ObjectReader binding)
    {
        if (binding.IsOpenShift)
            return OpenShift.ReadBinding(binding);
        binding.Fields.Only(["apiVersion", "kind", "metadata", "subjects", "roleRef"], ("status", "it has none"));
        var (kind, name) = binding.Fields.RequiredObject("roleRef", "name the role that is bound") is { } reference
            ? ReadReference(reference, binding.Type)
            : ("", "");
        var subjects = binding.Fields.Objects("subjects").Select(one => ReadSubject(one, binding.Namespace));
        return new RbacBinding(binding.Namespace, binding.Name, kind, name, [.. subjects])
        {
            LeavesOutSubjects = !binding.Fields.Has("subjects"),
            Location = binding.Fields.Location,
        };
    }

    private static (string Kind, string Name) ReadReference(FieldReader reference, ManifestType binding)
    {
        reference.Only(
            ["apiGroup", "kind", "name"],
            ("namespace", "a Role is looked up in the binding's own namespace, a ClusterRole in none"),
            ("apiVersion", "the role is of RBAC's group whatever it says"));
        string[] kinds = binding == ManifestType.ClusterRoleBinding ? ["ClusterRole"] : ["Role", "ClusterRole"];
        var kind = reference.RequiredText("kind", $"write {string.Join(" or ", kinds)}");
        if (kind.Length > 0 && !kinds.Contains(kind))
            reference.Refuse("kind", $"is {Quoted.Of(kind)}; a {binding} binds a {string.Join(" or ", kinds)}");
        var name = reference.RequiredText("name", "name the role");
        if (name.Length > 0 && !KubernetesName.IsPathSegment(name))
            reference.Refuse("name", $"is {Quoted.Of(name)}; a name has no / or % in it");
        RefuseOtherGroup(reference, RbacRole.ApiGroup);
        return (kind, name);
    }

    private static RbacSubject ReadSubject(FieldReader subject, string? bindingNamespace)
    {
        subject.Only(["apiGroup", "kind", "name", "namespace"], ("apiVersion", "the kind alone says what the subject is"));
        var kind = subject.RequiredName<RbacSubjectKind>("kind");
        var name = subject.RequiredText("name", "name the subject");
        if (kind is not null)
            RefuseOtherGroup(subject, kind == RbacSubjectKind.ServiceAccount ? "" : RbacRole.ApiGroup);
        if (kind == RbacSubjectKind.ServiceAccount && name.Length > 0 && !KubernetesName.IsSubdomain(name))
            subject.Refuse("name", $"is {Quoted.Of(name)}; a service account's name is of lower-case letters, digits, dashes and dots");
        var ns = kind == RbacSubjectKind.ServiceAccount ? ReadNamespace(subject, bindingNamespace) : null;
        return new RbacSubject(kind ?? RbacSubjectKind.User, name, ns) { Location = subject.Location };
    }

    /// <summary>
    /// A service account's namespace; in a RoleBinding, that one's where it names none, which the API server lets pass and the authorizer
    /// reads so.
    /// Source: appliesToUser in https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/rbac/validation/rule.go
    /// </summary>
    private static string ReadNamespace(FieldReader subject, string? bindingNamespace) =>
        bindingNamespace is not null && string.IsNullOrEmpty(subject.Text("namespace"))
            ? bindingNamespace
            : subject.RequiredText("namespace", "in a ClusterRoleBinding a service account needs one");

    /// <summary>A missing group stands for the right one.</summary>
    private static void RefuseOtherGroup(FieldReader owner, string right)
    {
        if (owner.Text("apiGroup") is { Length: > 0 } group && group != right)
            owner.Refuse("apiGroup", $"is {Quoted.Of(group)}; {(right.Length == 0 ? "leave it out" : $"write {right}")}");
    }
}
