using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Bindings as OpenShift's own API group has them, which its server turns into RBAC's.
/// Source: https://github.com/openshift/openshift-apiserver/tree/master/pkg/authorization/apis/authorization (rbacconversion, v1)
/// </summary>
internal static class OpenShift
{
    /// <summary>Its group.</summary>
    public const string Group = "authorization.openshift.io";

    /// <summary>The group's only version.</summary>
    public const string ApiVersion = Group + "/v1";

    private static readonly string[] Reference =
        ["apiGroup", "apiVersion", "kind", "namespace", "name", "uid", "resourceVersion", "fieldPath"];

    /// <summary>Reads a RoleBinding or ClusterRoleBinding.</summary>
    public static RbacBinding ReadBinding(ObjectReader binding)
    {
        var fields = binding.Fields.Only("apiVersion", "kind", "metadata", "subjects", "roleRef", "userNames", "groupNames");
        var (kind, name) = fields.RequiredObject("roleRef", "name the role that is bound") is { } reference
            ? ReadRole(reference.Only(Reference), binding.Namespace)
            : ("", "");
        // Either of the older fields replaces the subjects.
        var subjects = fields.Has("userNames") || fields.Has("groupNames")
            ? Named(fields)
            : fields.Objects("subjects").Select(subject => ReadSubject(subject.Only(Reference), binding.Namespace));
        return new RbacBinding(binding.Namespace, binding.Name, kind, name, [.. subjects])
        {
            LeavesOutSubjects = !fields.Has("subjects") && !fields.Has("userNames") && !fields.Has("groupNames"),
            Location = binding.Fields.Location,
        };
    }

    /// <summary>The reference's namespace tells a Role from a ClusterRole, whatever its kind says.</summary>
    private static (string Kind, string Name) ReadRole(FieldReader reference, string? bindingNamespace)
    {
        var name = reference.RequiredText("name", "name the role");
        var isRole = reference.Text("namespace") is { Length: > 0 };
        if (isRole && reference.Text("namespace") != bindingNamespace)
        {
            reference.Refuse("namespace", bindingNamespace is null
                ? "is given, but a ClusterRoleBinding binds ClusterRoles; remove it"
                : $"is {Quoted.Of(reference.Text("namespace")!)}; write {bindingNamespace}, or leave it out for a ClusterRole");
        }

        var kind = isRole ? "Role" : "ClusterRole";
        if (reference.Text("kind") is { Length: > 0 } said && said != kind)
        {
            reference.Warn("kind", $"is {Quoted.Of(said)}, but OpenShift goes by the namespace beside it, and binds the {kind} "
                + $"{Quoted.Cut(name)}; {(isRole ? "remove" : "write")} the namespace for a {said}");
        }

        return (kind, name);
    }

    private static RbacSubject ReadSubject(FieldReader subject, string? bindingNamespace)
    {
        var name = subject.RequiredText("name", "name the subject");
        switch (subject.RequiredText("kind", "write ServiceAccount, User or Group"))
        {
            case "ServiceAccount":
                var ns = bindingNamespace is not null && string.IsNullOrEmpty(subject.Text("namespace"))
                    ? bindingNamespace
                    : subject.RequiredText("namespace", "in a ClusterRoleBinding a service account needs one");
                return new RbacSubject(RbacSubjectKind.ServiceAccount, name, ns) { Location = subject.Location };
            case "Group" or "SystemGroup":
                return new RbacSubject(RbacSubjectKind.Group, name) { Location = subject.Location };
            case "User" or "SystemUser":
                return new RbacSubject(RbacSubjectKind.User, name) { Location = subject.Location };
            case { Length: > 0 } other:
                subject.Refuse("kind", $"is {Quoted.Of(other)}; write ServiceAccount, User or Group");
                break;
        }

        return new RbacSubject(RbacSubjectKind.User, name);
    }

    private static IEnumerable<RbacSubject> Named(FieldReader binding) =>
    [
        .. binding.Texts("userNames").Select(
            user => SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, user.Text) { Location = user.Location })),
        .. binding.Texts("groupNames").Select(
            group => new RbacSubject(RbacSubjectKind.Group, group.Text) { Location = group.Location }),
    ];
}
