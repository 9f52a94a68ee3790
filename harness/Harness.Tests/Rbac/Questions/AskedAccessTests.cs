using Harness.Rbac.Questions;

namespace Harness.Tests.Rbac.Questions;

internal sealed class AskedAccessTests
{
    [TestCase("GET", "services/hello-app", "get services/proxy \"hello-app\" in namespace shop")]
    [TestCase("POST", "services/https:hello-app:8443", "create services/proxy \"https:hello-app:8443\" in namespace shop")]
    [TestCase("HEAD", "pods/hello-0:8080", "get pods/proxy \"hello-0:8080\" in namespace shop")]
    [TestCase("GET", "nodes/node-1", "get nodes/proxy \"node-1\" cluster-wide")]
    [TestCase("get", "services/hello-app", "get services \"hello-app\" in namespace shop", Description = "a verb is no call")]
    [TestCase("GET", "services", "list services in namespace shop")]
    [TestCase("GET", "services/proxy", "get services/proxy in namespace shop")]
    [TestCase("DELETE", "pods", "deletecollection pods in namespace shop")]
    [TestCase("GET", "configmaps/settings", "get configmaps \"settings\" in namespace shop")]
    [TestCase("get", "pods/log/hello-0", "get pods/log \"hello-0\" in namespace shop")]
    [TestCase("get", "pods/log", "get pods/log in namespace shop")]
    [TestCase("get", "pods//log", "get pods \"log\" in namespace shop")]
    [TestCase("get", "nodes/stats/node-1", "get nodes/stats \"node-1\" cluster-wide", Description = "the kubelet asks about it")]
    [TestCase("patch", "deployments/scale/web", "patch deployments/scale.apps \"web\" in namespace shop")]
    [TestCase("list", "widgets.example.com", "list widgets.example.com in namespace shop")]
    [TestCase("get", "widgets.example.com/status/w", "get widgets/status.example.com \"w\" in namespace shop")]
    [TestCase("list", "clusterroles", "list clusterroles.rbac.authorization.k8s.io cluster-wide")]
    [TestCase("get", "namespaces/bank", "get namespaces \"bank\" in namespace bank", Description = "a namespace counts as in itself")]
    [TestCase("list", "namespaces", "list namespaces cluster-wide")]
    [TestCase("get", "/metrics", "get /metrics")]
    [TestCase("GET", "/metrics", "get /metrics")]
    [TestCase("post", "/logs/", "post /logs/")]
    [TestCase("*", "/healthz/*", "* /healthz/*")]
    [TestCase("GET", "/api/v1/namespaces/bank/services/web/proxy/", "get services/proxy \"web\" in namespace bank")]
    [TestCase("get", "/api/v1/namespaces/bank/secrets", "list secrets in namespace bank")]
    [TestCase("POST", "/apis/apps/v1/namespaces/bank/deployments", "create deployments.apps in namespace bank")]
    [TestCase("GET", "/api/v1", "get /api/v1")]
    [TestCase("get", "deployments/scale.apps", "get deployments/scale.apps in namespace shop", Description = "as it is printed")]
    [TestCase("get", "deployments/web.apps", "get deployments.apps \"web.apps\" in namespace shop")]
    [TestCase("*", "*", "* *.* in namespace shop")]
    public void A_question_is_read_as_people_write_it(string action, string resource, string question) =>
        AskedAccess.Parse(action, resource, "shop").ToString().ShouldBe(question);

    [TestCase("GETS", "services", "\"GETS\" is neither an HTTP method", "did you mean GET?")]
    [TestCase("Get", "services", "\"Get\" is neither an HTTP method", "did you mean")]
    [TestCase("lst", "services", "\"lst\" is neither an HTTP method", "did you mean list?")]
    [TestCase("get", "service", "\"service\" names no resource", "did you mean services?")]
    [TestCase("get", "/services", "services are a resource", "write services")]
    [TestCase("get", "/pods/web", "pods are a resource", "write pods/web")]
    [TestCase("list", "/metrics", "\"list\" is no verb of a path", "get head post put patch delete options *")]
    [TestCase("gett", "/metrics", "\"gett\" is no verb of a path", "did you mean get?")]
    [TestCase("GET", "services/catalog/proxy", "\"catalog\" is no sub-resource of services", "did you mean services/proxy/catalog?")]
    [TestCase("get", "pods/logs/web", "\"logs\" is no sub-resource of pods", "did you mean pods/log/web?")]
    [TestCase("get", "services/nosuchsub/x", "\"nosuchsub\" is no sub-resource of services", "the name last")]
    [TestCase("get", "", "names no resource", "write RESOURCE")]
    [TestCase("get", "widgets.", "names no resource", "write RESOURCE")]
    public void Bad_input_is_named_with_the_nearest(string action, string resource, string what, string hint)
    {
        var failure = Should.Throw<HarnessException>(() => AskedAccess.Parse(action, resource, "shop"));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldContain(what);
        failure.Message.ShouldContain(hint);
    }
}
