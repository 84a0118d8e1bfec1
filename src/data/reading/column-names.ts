/** What a column can be. */
export type NamedField = 'user' | 'item' | 'rating' | 'timestamp' | 'title' | 'category' | 'brand' | 'price';

/** Names as `plainName` writes them, the surest first. */
// prettier-ignore
export const columnNames: Readonly<Record<NamedField, readonly string[]>> = {
  user: [
    'userid', 'user', 'uid', 'customerid', 'customer', 'custid', 'memberid', 'reviewerid', 'visitorid',
    'accountid', 'profileid', 'buyerid', 'clientid', 'personid', '用户id', '用户', '用户编号', '顾客id', '顾客',
    '会员id', '买家id', 'sessionid', 'session', '会话id',
  ],
  item: [
    'itemid', 'item', 'iid', 'movieid', 'movie', 'productid', 'product', 'stockcode', 'parentasin', 'asin',
    'skuid', 'sku', 'goodsid', 'bookid', 'isbn', 'songid', 'trackid', 'artistid', 'businessid',
    'articleid', 'newsid', 'videoid', 'contentid', 'page2clothingmodel', '物品id', '物品', '商品id', '商品',
    '商品编号', '电影id', '图书id',
  ],
  rating: [
    'rating', 'ratings', 'stars', 'star', 'starrating', 'score', 'overall', 'bookrating', '评分', '打分', '分数',
    '星级',
  ],
  timestamp: [
    'timestamp', 'timestamps', 'time', 'ts', 'unixreviewtime', 'datetime', 'date', 'invoicedate',
    'orderdate', 'createdat', 'eventtime', 'ratedat', 'reviewtime', 'purchasedate', 'minute', '时间戳', '时间',
    '日期', '购买时间',
  ],
  title: [
    'title', 'itemtitle', 'producttitle', 'productname', 'itemname', 'movietitle', 'name', 'description',
    '商品名称', '标题', '名称', '片名',
  ],
  category: [
    'category', 'categories', 'genres', 'genre', 'maincategory', 'page1maincategory', '类目', 'class', '分类',
    '类别',
  ],
  brand: [
    'brand', 'brandname', 'manufacturer', '品牌',
  ],
  price: [
    'price', 'unitprice', 'medianprice', '价格', '单价',
  ],
};
