using Harness.Rbac.Questions;

namespace Harness.Tests.Rbac.Questions;

/// <summary>After the cases of Kubernetes' own requestinfo_test.go, and those of proxy URLs.</summary>
internal sealed class RequestQuestionTests
{
    [TestCase("GET", "/api/v1/namespaces/shop/services/hello-app/proxy/metrics?x=1", "get services/proxy \"hello-app\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/services/hello-app:8080/proxy", "get services/proxy \"hello-app:8080\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/services/https:hello-app:web/proxy/",
        "get services/proxy \"https:hello-app:web\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/services/hello%2Dapp%3A8080/proxy/a%20b",
        "get services/proxy \"hello-app:8080\" in namespace shop")]
    [TestCase("POST", "/api/v1/namespaces/shop/services/hello-app/proxy/", "create services/proxy \"hello-app\" in namespace shop")]
    [TestCase("DELETE", "/api/v1/namespaces/shop/services/hello-app/proxy/", "delete services/proxy \"hello-app\" in namespace shop")]
    [TestCase("HEAD", "/api/v1/namespaces/shop/pods/hello-0:8080/proxy/", "get pods/proxy \"hello-0:8080\" in namespace shop")]
    [TestCase("OPTIONS", "/api/v1/namespaces/shop/pods/hello-0/proxy/", "(no verb) pods/proxy \"hello-0\" in namespace shop")]
    [TestCase("GET", "/api/v1/nodes/node-1/proxy/logs/", "get nodes/proxy \"node-1\" cluster-wide")]
    [TestCase("GET", "/api/v1/namespaces/shop/pods", "list pods in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/pods/", "list pods in namespace shop")]
    [TestCase("GET", "/api/v1/pods?watch=true", "watch pods cluster-wide")]
    [TestCase("GET", "/api/v1/pods?watch", "watch pods cluster-wide")]
    [TestCase("GET", "/api/v1/pods?watch=0", "list pods cluster-wide")]
    [TestCase("GET", "/api/v1/pods?watch=False", "list pods cluster-wide")]
    [TestCase("GET", "/api/v1/namespaces/shop/pods/hello-0?watch=true", "get pods \"hello-0\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/secrets?fieldSelector=metadata.name%3Dtoken", "list secrets \"token\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/secrets?watch=1&fieldSelector=type=x,metadata.name==token",
        "watch secrets \"token\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/secrets?fieldSelector=metadata.name!=token", "list secrets in namespace shop")]
    [TestCase("DELETE", "/api/v1/namespaces/shop/pods?fieldSelector=metadata.name=a", "deletecollection pods in namespace shop")]
    [TestCase("POST", "/api/v1/namespaces/shop/pods", "create pods in namespace shop")]
    [TestCase("PUT", "/api/v1/namespaces/shop/pods/a/status", "update pods/status \"a\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces/shop/pods/a/log/more", "get pods/log \"a\" in namespace shop")]
    [TestCase("GET", "/api/v1/namespaces", "list namespaces cluster-wide")]
    [TestCase("GET", "/api/v1/namespaces/shop", "get namespaces \"shop\" in namespace shop")]
    [TestCase("PUT", "/api/v1/namespaces/shop/finalize", "update namespaces/finalize \"shop\" in namespace shop")]
    [TestCase("PATCH", "/apis/apps/v1/namespaces/shop/deployments/web/scale", "patch deployments/scale.apps \"web\" in namespace shop")]
    [TestCase("GET", "/apis/rbac.authorization.k8s.io/v1/clusterroles", "list clusterroles.rbac.authorization.k8s.io cluster-wide")]
    [TestCase("GET", "/api/v1/watch/namespaces/shop/pods", "watch pods in namespace shop")]
    [TestCase("GET", "/api/v1/proxy/namespaces/shop/services/hello-app/a/b", "proxy services \"hello-app\" in namespace shop")]
    [TestCase("GET", "/healthz", "get /healthz")]
    [TestCase("POST", "/metrics/", "post /metrics/")]
    [TestCase("GET", "/api/v1", "get /api/v1")]
    [TestCase("GET", "/apis/apps/v1", "get /apis/apps/v1")]
    [TestCase("GET", "/", "get /")]
    public void A_request_is_read_as_the_API_server_reads_it(string method, string target, string question) =>
        RequestQuestion.Of(method, target).ToString().ShouldBe(question);

    [Test]
    public void Nothing_behind_watch_is_bad_input() =>
        Should.Throw<HarnessException>(() => RequestQuestion.Of("GET", "/api/v1/watch")).Kind.ShouldBe(FailureKind.BadInput);
}
