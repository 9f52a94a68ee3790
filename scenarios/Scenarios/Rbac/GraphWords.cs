using CsCheck;
using Harness.Access;
using Harness.Rbac.Objects;

namespace Harness.Scenarios.Rbac;

/// <summary>The words of random graphs, including wildcards and near misses.</summary>
internal sealed class GraphWords
{
    private static readonly Gen<string> Group = Gen.OneOf("", "", "", "apps", "batch", "example.com");
    private static readonly Gen<string> Resource = Gen.OneOf(
        "services", "services/proxy", "services/proxy", "services/status", "pods", "pods/log", "pods/proxy", "nodes", "nodes/proxy",
        "secrets", "gadgets", "deployments/scale");

    private static readonly Gen<string> Name = Gen.OneOf("hello-app", "hello-app:8080", "http:hello-app:8080", "other", "*");
    private static readonly Gen<string> Verb = Gen.OneOf("get", "get", "list", "create", "update", "delete", "proxy");

    private static readonly Gen<string> RuleGroup = Gen.Frequency((6, Group), (1, Gen.Const("*")));
    private static readonly Gen<string> RuleResource = Gen.Frequency(
        (8, Resource), (1, Gen.OneOf("*", "*/proxy", "*/log", "*/scale")), (1, Gen.OneOf("services/*", "*/*", "pods/", "proxy")));

    private static readonly Gen<string> RuleVerb = Gen.Frequency((7, Verb), (1, Gen.Const("*")));

    private readonly string _prefix;
    private readonly Gen<string> _namespace;
    private readonly Gen<RbacRule> _resourceRule;
    private readonly Gen<RbacRule> _pathRule;
    private readonly Gen<RbacSubject> _subject;
    private readonly Gen<string> _path;

    public GraphWords(string prefix, IReadOnlyList<string> namespaces)
    {
        _prefix = prefix;
        _namespace = Gen.OneOf([.. namespaces]);
        _path = Gen.OneOf($"/{prefix}", $"/{prefix}/", $"/{prefix}/a", $"/{prefix}/a/b", $"/{prefix}-b");
        _resourceRule = from groups in RuleGroup.Array[1, 2]
                        from resources in RuleResource.Array[1, 3]
                        from names in Gen.Frequency((1, Gen.Const(Array.Empty<string>())), (1, Name.Array[1, 2]))
                        from verbs in RuleVerb.Array[1, 3]
                        select new RbacRule(groups, resources, names, verbs);
        _pathRule = from paths in Gen.OneOf(_path, Gen.OneOf($"/{prefix}/*", $"/{prefix}*", $"/{prefix}/a*")).Array[1, 2]
                    from verbs in RuleVerb.Array[1, 2]
                    select new RbacRule([], [], [], verbs) { NonResourceUrls = paths };
        _subject = Gen.OneOf(
            Gen.Int[0, 3].Select(i => new RbacSubject(RbacSubjectKind.User, $"{prefix}-user{i}")),
            Gen.Int[0, 3].Select(i => new RbacSubject(RbacSubjectKind.Group, $"{prefix}-group{i}")),
            Gen.Select(Gen.Int[0, 1], _namespace, (i, ns) => new RbacSubject(RbacSubjectKind.ServiceAccount, $"{prefix}-account{i}", ns)),
            // A service account by its user name.
            Gen.Select(
                Gen.Int[0, 1], _namespace,
                (i, ns) => new RbacSubject(RbacSubjectKind.User, new Consumer(ns, $"{prefix}-account{i}").User)));
    }

    /// <summary>Roles, without names; some without rules.</summary>
    public Gen<RbacRole[]> Roles =>
        Gen.Select(_namespace, _resourceRule.Array[0, 3], (ns, rules) => new RbacRole(ns, "", rules)).Array[1, 5];

    /// <summary>Cluster roles, without names; some aggregate others, which may aggregate too, even in circles.</summary>
    public Gen<RbacRole[]> ClusterRoles =>
        (from rules in Gen.Frequency((4, _resourceRule), (1, _pathRule)).Array[0, 3]
         from labels in Gen.OneOf("a", "b", "c").Array[0, 2]
         from selectors in Gen.Frequency(
             (3, Gen.Const((LabelSelector[]?)null)), (2, Selector.Array[1, 2].Select(some => (LabelSelector[]?)some)))
         select new RbacRole(null, "", selectors is null ? rules : [])
         {
             Labels = labels.Distinct().Select(Label).Append(OwnLabel).ToDictionary(),
             Aggregates = selectors,
         }).Array[1, 5];

    /// <summary>A binding, without a name: to one of the roles, or to a missing one.</summary>
    public Gen<RbacBinding> Binding(IReadOnlyList<RbacRole> roles) =>
        from subjects in _subject.Array[1, 3]
        from role in Gen.OneOf([.. roles])
        from isMissing in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
        from ns in Gen.OneOf(_namespace, Gen.Const(role.Namespace ?? ""))
        let roleName = isMissing ? $"{_prefix}-missing" : role.Name
        let place = ns.Length > 0 ? ns : role.Namespace
        select new RbacBinding(place, "", role.Kind, roleName, subjects);

    /// <summary>A question: at random, or modelled on a binding and one of its possible rules.</summary>
    public Gen<GraphCell> Cell(RbacSnapshot snapshot) => Gen.Frequency(
        (1, Gen.Select(_subject.SelectMany(Asker), Question, (subject, question) => new GraphCell(subject, question))),
        (4, Gen.OneOf([.. snapshot.Bindings]).SelectMany(binding => Like(binding, snapshot))));

    private Gen<GraphCell> Like(RbacBinding binding, RbacSnapshot snapshot)
    {
        var role = snapshot.Roles.FirstOrDefault(role => role.Name == binding.RoleName);
        RbacRule[] rules =
        [
            .. role?.Aggregates is null
                ? role?.Rules ?? []
                : snapshot.Roles.Where(one => one.Namespace is null).SelectMany(one => one.Rules),
        ];
        var question = rules.Length == 0 ? Question : Gen.OneOf(rules).SelectMany(rule => Like(rule, binding.Namespace));
        return Gen.Select(Gen.OneOf([.. binding.Subjects]).SelectMany(Asker), question, (subject, about) => new GraphCell(subject, about));
    }

    private Gen<AccessSubject> Asker(RbacSubject subject) =>
        from groups in Gen.Int[0, 3].Select(i => $"{_prefix}-group{i}").Array[0, 2]
        let asked = subject.ToAccessSubject()
        select asked with { Groups = [.. asked.Groups, .. groups] };

    private Gen<AccessQuestion> Question => Gen.Frequency(
        (6, Gen.Select(
            Where, Group, Resource, Gen.OneOf(Name, Gen.Const("")), Gen.OneOf(Verb, Gen.OneOf("", "*")),
            (ns, group, resource, name, verb) => new AccessQuestion(ns, group, resource, name, verb))),
        (1, Gen.Select(_path, Verb, (path, verb) => AccessQuestion.OfPath(verb, path))));

    private Gen<string> Where => Gen.Frequency((5, _namespace), (1, Gen.Const("")));

    /// <summary>Mostly a question that the rule allows, else one that differs in some word.</summary>
    private Gen<AccessQuestion> Like(RbacRule rule, string? ns) => rule.NonResourceUrls.Count > 0
        ? Gen.Select(_path, OneOf(rule.Verbs, Verb), (path, verb) => AccessQuestion.OfPath(verb, path))
        : Gen.Select(
            Gen.Frequency((5, ns is null ? Where : Gen.Const(ns)), (1, Where)),
            OneOf(rule.ApiGroups, Group), OneOf(rule.Resources, Resource),
            OneOf(rule.ResourceNames, Name), OneOf(rule.Verbs, Verb),
            (ns, group, resource, name, verb) => new AccessQuestion(ns, group, resource, name, verb));

    /// <summary>Mostly one of the rule's own words, unless it is a wildcard.</summary>
    private static Gen<string> OneOf(IReadOnlyList<string> own, Gen<string> any)
    {
        string[] plain = [.. own.Where(word => !word.Contains('*', StringComparison.Ordinal) && !word.EndsWith('/'))];
        return plain.Length == 0 ? any : Gen.Frequency((9, Gen.OneOf(plain)), (1, any));
    }

    /// <summary>Always limited to this graph's roles: a selector for a missing label would find the cluster's.</summary>
    private Gen<LabelSelector> Selector =>
        from wanted in Gen.OneOf("a", "b", "c")
        from how in Gen.OneOf("", "In", "NotIn", "Exists", "DoesNotExist")
        let own = new Dictionary<string, string>([OwnLabel])
        let requirement = new LabelRequirement(Label(wanted).Key, how, how is "In" or "NotIn" ? ["true"] : [])
        select how.Length == 0
            ? new LabelSelector(new Dictionary<string, string>([OwnLabel, Label(wanted)]), [])
            : new LabelSelector(own, [requirement]);

    private KeyValuePair<string, string> OwnLabel => KeyValuePair.Create($"{_prefix}.harness/graph", "true");

    private KeyValuePair<string, string> Label(string word) => KeyValuePair.Create($"{_prefix}.harness/{word}", "true");
}
