"""Events as AWS sends them, each for the same request: API Gateway's two, a function URL's, a balancer's."""

from typing import Any

Headers = dict[str, list[str]]

ADDRESS = "203.0.113.7"
"""From where the request came."""


def of_http_api(path: str = "/graphql", body: str = "", headers: Headers | None = None, **more: Any) -> Any:
    """Format 2.0: an HTTP API's and a function URL's. Headers of one name are joined, cookies are apart."""
    said = {"Host": ["localhost"], "Content-Type": ["application/json"], **(headers or {})}
    cookies = [one.strip() for line in said.pop("Cookie", []) for one in line.split(";")]
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "cookies": cookies,
        "headers": {name.lower(): ",".join(values) for name, values in said.items()},
        "requestContext": {
            "domainName": "localhost",
            "http": {"method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": ADDRESS},
            "stage": "$default",
        },
        "body": body,
        "isBase64Encoded": False,
        **more,
    }


def of_rest_api(path: str = "/graphql", body: str = "", headers: Headers | None = None, **more: Any) -> Any:
    """Format 1.0, with what each header says last and with all that it says."""
    said = {"Host": ["localhost"], "Content-Type": ["application/json"], **(headers or {})}
    return {
        "version": "1.0",
        "httpMethod": "POST",
        "path": path,
        "headers": {name: values[-1] for name, values in said.items()},
        "multiValueHeaders": said,
        "requestContext": {"identity": {"sourceIp": ADDRESS}, "stage": "prod"},
        "body": body,
        "isBase64Encoded": False,
        **more,
    }


def of_balancer(path: str = "/graphql", body: str = "", headers: Headers | None = None, **more: Any) -> Any:
    """A load balancer's with multi-value headers. It writes its own words behind what a client says."""
    said = {"host": ["localhost"], "content-type": ["application/json"]}
    said |= {name.lower(): values for name, values in (headers or {}).items()}
    before = ",".join(said.get("x-forwarded-for", []))
    said["x-forwarded-for"] = [f"{before}, {ADDRESS}" if before else ADDRESS]
    said |= {"x-forwarded-proto": ["https"], "x-forwarded-port": ["443"]}
    return {
        "httpMethod": "POST",
        "path": path,
        "multiValueHeaders": said,
        "multiValueQueryStringParameters": {},
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:::targetgroup/web"}},
        "body": body,
        "isBase64Encoded": False,
        **more,
    }


EVENTS = {"HTTP API": of_http_api, "REST API": of_rest_api, "load balancer": of_balancer}
