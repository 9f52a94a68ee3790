namespace Harness.Tests.Rbac.Admission;

/// <summary>A rule's two objects in full, as people review them.</summary>
internal static class ExpectedPolicy
{
    public static string Policy { get; } = """
        {
          "apiVersion": "admissionregistration.k8s.io/v1",
          "kind": "ValidatingAdmissionPolicy",
          "metadata": {
            "name": "harness-paths.stock.scraper"
          },
          "spec": {
            "failurePolicy": "Fail",
            "matchConstraints": {
              "matchPolicy": "Equivalent",
              "namespaceSelector": {},
              "objectSelector": {},
              "resourceRules": [
                {
                  "apiGroups": [
                    ""
                  ],
                  "apiVersions": [
                    "v1"
                  ],
                  "operations": [
                    "CONNECT"
                  ],
                  "resources": [
                    "services/proxy",
                    "pods/proxy"
                  ],
                  "scope": "*"
                }
              ]
            },
            "matchConditions": [
              {
                "name": "caller",
                "expression": "request.userInfo.username == 'system:serviceaccount:shop:scraper'"
              }
            ],
            "variables": [
              {
                "name": "paths",
                "expression": "{'stats': ['/']}"
              },
              {
                "name": "guarded",
                "expression": "['stats']"
              },
              {
                "name": "service",
                "expression": "request.name.split(':').size() == 3 ? request.name.split(':')[1] : request.name.split(':')[0]"
              },
              {
                "name": "allowed",
                "expression": "request.name in variables.paths ? variables.paths[request.name] : []"
              },
              {
                "name": "path",
                "expression": "has(object.path) ? object.path : '/'"
              },
              {
                "name": "isPlain",
                "expression": "variables.path.matches('^(/[.]*[A-Za-z0-9_~!$&()*+,=:@-][A-Za-z0-9._~!$&()*+,;=:@-]*)*/?$')"
              },
              {
                "name": "isListed",
                "expression": "variables.path in variables.allowed"
              },
              {
                "name": "isBelow",
                "expression": "BELOW"
              }
            ],
            "validations": [
              {
                "expression": "SERVICES",
                "message": "the access policy does not allow the caller this path of the service",
                "reason": "Forbidden"
              },
              {
                "expression": "request.resource.resource != 'pods'",
                "message": "the access policy allows the caller single paths of services, and no pods",
                "reason": "Forbidden"
              }
            ]
          }
        }
        """
        .Replace(
            "BELOW", "variables.isPlain && variables.allowed.exists(one, one.endsWith('/*') "
                + "&& variables.path.startsWith(one.substring(0, one.size() - 1)))",
            StringComparison.Ordinal)
        .Replace(
            "SERVICES", "request.resource.resource != 'services' || !(variables.service in variables.guarded) "
                + "|| variables.isListed || variables.isBelow",
            StringComparison.Ordinal);

    public const string Binding = """
        {
          "apiVersion": "admissionregistration.k8s.io/v1",
          "kind": "ValidatingAdmissionPolicyBinding",
          "metadata": {
            "name": "harness-paths.stock.scraper"
          },
          "spec": {
            "policyName": "harness-paths.stock.scraper",
            "validationActions": [
              "Deny"
            ],
            "matchResources": {
              "matchPolicy": "Equivalent",
              "namespaceSelector": {
                "matchLabels": {
                  "kubernetes.io/metadata.name": "stock"
                }
              },
              "objectSelector": {}
            }
          }
        }
        """;
}
